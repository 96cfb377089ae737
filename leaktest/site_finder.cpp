#include "leaktest/site_finder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/base/shell_quoted.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;

// heaptrack(1) keeps the stack of each block that is still there at the end, lost or not; valgrind
// says of descriptors who opened them; strace -k prints a stack with each call.
constexpr std::string_view kDescriptorTool = "valgrind --track-fds=yes";
constexpr std::string_view kThreadTool = "strace -f -k -e trace=clone,clone3";
constexpr std::string_view kShmTool = "strace -f -k -e trace=openat,memfd_create";
constexpr std::string_view kHeapTool = "heaptrack";
constexpr std::string_view kMappingTool = "strace -f -k -e trace=mmap,munmap,mremap,brk";

// What tells of one kind of leak alone.
constexpr std::pair<std::string_view, std::string_view> kTools[] = {
    {leak_metric::kDescriptors, kDescriptorTool}, {leak_metric::kThreads, kThreadTool},
    {leak_metric::kShmObjects, kShmTool},         {leak_metric::kLiveBytes, kHeapTool},
    {leak_metric::kHeapInUse, kHeapTool},         {leak_metric::kLiveBlocks, kHeapTool},
    {leak_metric::kMappedBytes, kMappingTool}};

// Resident memory and mappings grow with most of these: they are looked at where nothing else
// leaks.
std::vector<std::string_view> tools_for(const reports::LeakSection& section) {
  std::vector<std::string_view> tools;
  for (const auto& [metric, tool] : kTools) {
    const reports::LeakMetric* found = reports::find_metric(section, metric);
    if (found == nullptr || found->verdict != reports::LeakVerdict::leak) continue;
    if (std::find(tools.begin(), tools.end(), tool) == tools.end()) tools.push_back(tool);
  }
  if (tools.empty()) tools.push_back(kMappingTool);
  return tools;
}

std::string attached(std::string_view tool, std::string_view process) {
  // From outside nobody knows whether it is the heap, which it mostly is.
  if (tool == kHeapTool || tool == kMappingTool) return fmt::format("heaptrack --pid {}", process);
  if (tool == kDescriptorTool) return fmt::format("ls -l /proc/{}/fd", process);
  return fmt::format("{} -p {}", tool, process);
}

bool is_plain(char c) {
  constexpr std::string_view kPlain = "@%+=:,./-_";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         kPlain.find(c) != std::string_view::npos;
}

std::string quoted(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  return shell_quoted(word);
}

}  // namespace

std::string shell_command(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + quoted(word);
  return text;
}

std::vector<std::string> site_finders(const reports::LeakSection& section,
                                      const std::vector<std::string>& command,
                                      const std::vector<std::string>& environment) {
  std::vector<std::string> lines;
  if (section.verdict != reports::LeakVerdict::leak) return lines;
  const std::string start = shell_command(environment) + (environment.empty() ? "" : " ");
  for (const std::string_view tool : tools_for(section)) {
    lines.push_back(command.empty() ? attached(tool, section.command)
                                    : fmt::format("{}{} {}", start, tool, shell_command(command)));
  }
  return lines;
}

}  // namespace alertsage::leaktest
