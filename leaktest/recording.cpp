#include "leaktest/recording.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <string_view>

#include "bench/probe/optional_file.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;

template <typename Number>
std::optional<double> real(const std::optional<Number>& value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

std::optional<std::chrono::nanoseconds> cpu_time_of(pid_t process) {
  clockid_t clock = 0;
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0) return std::nullopt;
  if (::clock_gettime(clock, &time) != 0) return std::nullopt;
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::optional<double> most_descriptors_of(pid_t process) {
  rlimit limit{};
  if (::prlimit(process, RLIMIT_NOFILE, nullptr, &limit) != 0) return std::nullopt;
  if (limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
}

// An agent in a program that this one has started tells of that one, and what was counted before an
// exec(2) stays there where the new program has no agent. One that marks its cycles has it.
bool tells_of(pid_t process, const AgentChannel& channel) {
  if (channel.process() != process) return false;
  if (!channel.ignores_marks()) return true;
  const auto maps = probe::read_if_there(fmt::format("/proc/{}/maps", process));
  return maps && maps->find(fmt::format("/memfd:{}", kPageFile)) != std::string::npos;
}

}  // namespace

std::optional<double> anonymous_bytes(const probe::MemorySample& memory) {
  if (!memory.rss_anon_bytes) return std::nullopt;
  return static_cast<double>(*memory.rss_anon_bytes + memory.swap_bytes.value_or(0));
}

std::optional<Recording::Values> Recording::look() const {
  Values values;
  const auto add = [&](std::string_view name, std::optional<double> value) {
    if (value) values[std::string(name)] = *value;
  };
  const probe::MemorySample memory = probe::sample_memory(process_);
  add(leak_metric::kRssAnon, anonymous_bytes(memory));
  add(leak_metric::kRssFile, real(memory.rss_file_bytes));
  add(leak_metric::kRssShmem, real(memory.rss_shmem_bytes));
  add(leak_metric::kDescriptors, real(memory.descriptors));
  add(leak_metric::kMappings, real(memory.mappings));
  add(leak_metric::kThreads, real(memory.threads));
  add(leak_metric::kShmObjects, real(count_shm_objects(process_)));
  if (channel_ != nullptr && tells_of(process_, *channel_)) {
    add(leak_metric::kHeapInUse, real(channel_->heap_in_use()));
    if (const auto counts = channel_->counts()) {
      add(leak_metric::kLiveBytes, static_cast<double>(counts->live_bytes));
      add(leak_metric::kLiveBlocks, static_cast<double>(counts->live_blocks));
      add(leak_metric::kMappedBytes, static_cast<double>(counts->mapped_bytes));
    }
  }
  if (!probe::has_memory(process_)) return std::nullopt;
  return values;
}

bool Recording::take() {
  const auto cpu_time = cpu_time_of(process_);
  const auto most_descriptors = most_descriptors_of(process_);
  const std::optional<Values> values = look();  // last: it says whether all of this was there
  if (!values) return false;
  if (++cycles_ == 1) cpu_time_at_first_ = cpu_time;
  cpu_time_ = cpu_time;
  most_descriptors_ = most_descriptors;
  for (const auto& [name, value] : *values) series_[name].push_back(value);
  return true;
}

void Recording::begin_again() {
  cycles_ = 0;
  series_.clear();
  sparse_.clear();
}

bool Recording::is_idle() const {
  return cycles_ > 1 && cpu_time_ && cpu_time_ == cpu_time_at_first_;
}

void Recording::take_sharing() {
  const auto sharing = probe::sample_sharing(process_);
  if (!sharing) return;
  const auto add_after = [&](std::string_view name, std::uint64_t bytes) {
    reports::SparseSeries& series = sparse_[std::string(name)];
    const auto load = static_cast<std::int64_t>(cycles_);
    if (!series.loads.empty() && series.loads.back() == load) return;
    series.loads.push_back(load);
    series.values.push_back(static_cast<double>(bytes));
  };
  add_after(leak_metric::kPss, sharing->pss_bytes);
  add_after(leak_metric::kUss, sharing->uss_bytes);
}

Recording::Values Recording::last() const {
  Values values;
  for (const auto& [name, series] : series_) values[name] = series.back();
  return values;
}

std::map<std::string, std::vector<double>> Recording::series() const {
  std::map<std::string, std::vector<double>> complete;
  for (const auto& [name, values] : series_) {
    if (values.size() == cycles_) complete[name] = values;
  }
  return complete;
}

}  // namespace alertsage::leaktest
