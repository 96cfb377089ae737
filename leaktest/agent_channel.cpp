#include "leaktest/agent_channel.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>
#include <string_view>

#include "bench/probe/preload.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"

namespace alertsage::leaktest {
namespace {

constexpr const char* kCountsAgent = "alertsage-leaktest-counts.so";
constexpr const char* kMarksAgent = "alertsage-leaktest-marks.so";

std::filesystem::path program_directory() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

[[noreturn]] void refuse(std::string_view action) {
  throw Error(ErrorKind::environment, fmt::format("cannot {}: {}", action, std::strerror(errno)));
}

// Sealed, so that no process that finds it can take pages away from under the others.
FileDescriptor make_page_file() {
  FileDescriptor file(::memfd_create(kPageFile, MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (file.get() < 0) refuse("make a memory file");
  if (::ftruncate(file.get(), static_cast<off_t>(sizeof(SharedPage))) != 0 ||
      ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    refuse("size a memory file");
  }
  return file;
}

}  // namespace

std::filesystem::path AgentChannel::marks_agent() {
  return probe::sibling_program(kMarksAgent, program_directory());
}

AgentChannel::AgentChannel(Counting counting) : AgentChannel(counting, program_directory()) {}

AgentChannel::AgentChannel(Counting counting, const std::filesystem::path& agent_directory)
    : file_(make_page_file()) {
  const auto* const name = counting == Counting::on ? kCountsAgent : kMarksAgent;
  environment_ = {probe::preload(probe::sibling_program(name, agent_directory)),
                  {kVariable, fmt::format("/proc/{}/fd/{}", ::getpid(), file_.get())}};
  void* pages = ::mmap(nullptr, sizeof(SharedPage), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_POPULATE, file_.get(), 0);
  if (pages == MAP_FAILED) refuse("map a memory file");
  page_ = static_cast<SharedPage*>(pages);  // a new file is zeros, which is how a page begins
  page_->tester.store(::getpid(), std::memory_order_relaxed);
  page_->version.store(kPageVersion, std::memory_order_relaxed);
}

AgentChannel::~AgentChannel() {
  ::munmap(page_, sizeof(SharedPage));
}

std::optional<Mark> AgentChannel::wait(std::chrono::milliseconds timeout) noexcept {
  const std::uint32_t answered = page_->answered.load(std::memory_order_relaxed);
  if (page_->marked.load(std::memory_order_acquire) == answered) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
    const std::chrono::nanoseconds rest = timeout - seconds;
    const timespec relative = {.tv_sec = seconds.count(), .tv_nsec = rest.count()};
    ::syscall(SYS_futex, &page_->marked, FUTEX_WAIT, answered, &relative, nullptr, 0);
  }
  if (page_->marked.load(std::memory_order_acquire) == answered) return std::nullopt;
  return static_cast<Mark>(page_->mark.load(std::memory_order_relaxed));
}

void AgentChannel::ignore_marks() noexcept {
  page_->ignores_marks.store(1, std::memory_order_relaxed);
}

bool AgentChannel::ignores_marks() const noexcept {
  return page_->ignores_marks.load(std::memory_order_relaxed) != 0;
}

void AgentChannel::answer(Answer answer) noexcept {
  page_->answer.store(static_cast<std::uint32_t>(answer), std::memory_order_relaxed);
  const std::uint32_t marked = page_->marked.load(std::memory_order_relaxed);
  page_->answered.store(marked, std::memory_order_release);
  ::syscall(SYS_futex, &page_->answered, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

pid_t AgentChannel::process() const noexcept {
  return page_->process.load(std::memory_order_relaxed);
}

std::uint32_t AgentChannel::attachments() const noexcept {
  return page_->attachments.load(std::memory_order_acquire);
}

std::optional<AllocationSums> AgentChannel::counts() const noexcept {
  if (attachments() == 0 || page_->counts.load(std::memory_order_relaxed) == 0) return std::nullopt;
  AllocationSums sums;
  add_slots(*page_, sums);
  return sums;
}

std::optional<std::uint64_t> AgentChannel::heap_in_use() const noexcept {
  const bool known = page_->heap_known.load(std::memory_order_relaxed) != 0;
  if (!known || page_->marked.load(std::memory_order_acquire) == 0) return std::nullopt;
  return page_->heap_in_use.load(std::memory_order_relaxed);
}

}  // namespace alertsage::leaktest
