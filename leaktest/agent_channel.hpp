// The tester's end of what it shares with the agent in a tested process (agent/shared_page.hpp says
// how the two speak): it says where the agent is, hears its marks, answers them, and reads what has
// been counted.
//
//   AgentChannel channel(Counting::on);
//   start the program with channel.environment() added to its environment
//   while (…) if (const auto mark = channel.wait(1s)) { read /proc; channel.answer(Answer::go_on);
//   }
//
// One channel is for one process: the first one that is loaded with the agent, and what it becomes
// by exec. Processes that it starts inherit the environment and run as if there were no tester.
//
// Nothing is allocated after construction, so that the tester may be its own subject. Not
// thread-safe.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/probe/process_start.hpp"
#include "core/base/file.hpp"
#include "leaktest/agent/shared_page.hpp"

namespace alertsage::leaktest {

// Whether the agent takes the malloc family and mmap over to count. Without, it takes marks alone,
// and the process has the malloc that it would have.
enum class Counting { on, off };

// Sums over all threads since the process was loaded. While threads run these are read one after
// the other; at a mark of a process whose other threads rest they are exact.
struct AllocationSums {
  std::int64_t live_bytes = 0;  // of blocks that were handed out and not freed, as
                                //   malloc_usable_size(3) gives them
  std::int64_t live_blocks = 0;
  std::int64_t mapped_bytes = 0;  // mmap less munmap, whole pages, by the program itself
  std::int64_t allocations = 0;   // successful calls that returned a block, realloc too
  std::int64_t allocated_bytes = 0;
};

class AgentChannel {
 public:
  // The agent is beside this program, or in ../libexec/alertsage from there. Throws Error:
  // not_found where it is not, environment where no memory file can be made, or where LD_PRELOAD
  // cannot hold the agent's path, because it has a space or a colon in it.
  explicit AgentChannel(Counting counting);
  AgentChannel(Counting counting, const std::filesystem::path& agent_directory);
  AgentChannel(const AgentChannel&) = delete;
  AgentChannel& operator=(const AgentChannel&) = delete;
  ~AgentChannel();  // a process that waits for an answer runs on within about a second

  // What the process is to be started with: LD_PRELOAD, which keeps what this process has in it
  // already, and the variable by which the agent finds the page.
  const probe::Environment& environment() const noexcept { return environment_; }

  // The agent that takes marks and counts nothing, for a run without a tester. Throws as the
  // constructor does.
  static std::filesystem::path marks_agent();

  // The next mark, for which the process is stopped until it is answered; the same one again where
  // it has not been. Nothing after `timeout`, and sooner where a signal's handler has run. That the
  // process has ended is for the caller to see: nobody says so here.
  std::optional<Mark> wait(std::chrono::milliseconds timeout) noexcept;

  // The process is not to stop at its marks: somebody else says when a cycle has ended. To be
  // called before it is started.
  void ignore_marks() noexcept;
  bool ignores_marks() const noexcept;

  // REQUIRES: wait has given a mark that is not answered yet.
  void answer(Answer answer) noexcept;

  // The process that the agent is in, 0 as long as there is none.
  pid_t process() const noexcept;

  // How often the agent has been loaded: 0 where the program cannot have it (static, set-user-id),
  // and once more for each exec. Counters begin anew at each.
  std::uint32_t attachments() const noexcept;

  // Absent as long as there is no agent that counts: Counting::off, not loaded yet, or the program
  // has a malloc of its own, which cannot be taken over.
  std::optional<AllocationSums> counts() const noexcept;

  // uordblks + hblkhd of mallinfo2(3), as of the last mark. Absent before the first, and where the
  // process has another malloc than glibc's, of which mallinfo2 knows nothing.
  std::optional<std::uint64_t> heap_in_use() const noexcept;

 private:
  FileDescriptor file_;
  SharedPage* page_ = nullptr;
  probe::Environment environment_;
};

}  // namespace alertsage::leaktest
