#include "leaktest/site_finder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;

constexpr std::string_view kMemoryTool = "strace -f -k -e trace=mmap,munmap,mremap,brk";

bool leaks(const reports::LeakSection& section, std::string_view name) {
  const reports::LeakMetric* metric = reports::find_metric(section, name);
  return metric != nullptr && metric->verdict == reports::LeakVerdict::leak;
}

// heaptrack(1) keeps the stack of each block that is still there at the end, lost or not; valgrind
// says of descriptors who opened them; strace -k prints a stack with each call.
std::string_view tool_for(const reports::LeakSection& section) {
  if (leaks(section, leak_metric::kDescriptors)) return "valgrind --track-fds=yes";
  if (leaks(section, leak_metric::kThreads)) return "strace -f -k -e trace=clone,clone3";
  if (leaks(section, leak_metric::kShmObjects)) return "strace -f -k -e trace=openat,memfd_create";
  if (leaks(section, leak_metric::kLiveBytes) || leaks(section, leak_metric::kHeapInUse) ||
      leaks(section, leak_metric::kLiveBlocks)) {
    return "heaptrack";
  }
  return kMemoryTool;
}

std::string attached(std::string_view tool, std::string_view process) {
  // From outside nobody knows whether it is the heap, which it mostly is.
  if (tool.starts_with("heaptrack") || tool == kMemoryTool) {
    return fmt::format("heaptrack --pid {}", process);
  }
  if (tool.starts_with("valgrind")) return fmt::format("ls -l /proc/{}/fd", process);
  return fmt::format("{} -p {}", tool, process);
}

bool is_plain(char c) {
  constexpr std::string_view kPlain = "@%+=:,./-_";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         kPlain.find(c) != std::string_view::npos;
}

std::string quoted(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string shell_command(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + quoted(word);
  return text;
}

std::string site_finder(const reports::LeakSection& section,
                        const std::vector<std::string>& command,
                        const std::vector<std::string>& environment) {
  if (section.verdict != reports::LeakVerdict::leak) return {};
  const std::string_view tool = tool_for(section);
  if (command.empty()) return attached(tool, section.command);
  return fmt::format("{}{}{} {}", shell_command(environment), environment.empty() ? "" : " ", tool,
                     shell_command(command));
}

}  // namespace alertsage::leaktest
