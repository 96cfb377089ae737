#include "leaktest/recording.hpp"

#include <sys/resource.h>
#include <time.h>

#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;

template <typename Number>
std::optional<double> real(const std::optional<Number>& value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

std::optional<timespec> cpu_time(pid_t process) {
  clockid_t clock = 0;
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0) return std::nullopt;
  return ::clock_gettime(clock, &time) == 0 ? std::optional(time) : std::nullopt;
}

}  // namespace

std::optional<double> anonymous_bytes(const probe::MemorySample& memory) {
  if (!memory.rss_anon_bytes) return std::nullopt;
  return static_cast<double>(*memory.rss_anon_bytes + memory.swap_bytes.value_or(0));
}

void Recording::add(std::string_view name, std::optional<double> value) {
  if (value) series_[std::string(name)].push_back(*value);
}

void Recording::take() {
  if (++cycles_ == 1) cpu_time_at_first_ = cpu_time(process_);
  const probe::MemorySample memory = probe::sample_memory(process_);
  add(leak_metric::kRssAnon, anonymous_bytes(memory));
  add(leak_metric::kRssFile, real(memory.rss_file_bytes));
  add(leak_metric::kRssShmem, real(memory.rss_shmem_bytes));
  add(leak_metric::kDescriptors, real(memory.descriptors));
  add(leak_metric::kMappings, real(memory.mappings));
  add(leak_metric::kThreads, real(memory.threads));
  add(leak_metric::kShmObjects, real(count_shm_objects(process_)));
  // An agent in a program that this one has started tells of that one.
  if (channel_ == nullptr || channel_->process() != process_) return;
  add(leak_metric::kHeapInUse, real(channel_->heap_in_use()));
  if (const auto counts = channel_->counts()) {
    add(leak_metric::kLiveBytes, static_cast<double>(counts->live_bytes));
    add(leak_metric::kLiveBlocks, static_cast<double>(counts->live_blocks));
    add(leak_metric::kMappedBytes, static_cast<double>(counts->mapped_bytes));
  }
}

bool Recording::is_idle() const {
  const std::optional<timespec> now = cpu_time(process_);
  return now && cpu_time_at_first_ && now->tv_sec == cpu_time_at_first_->tv_sec &&
         now->tv_nsec == cpu_time_at_first_->tv_nsec;
}

std::optional<double> Recording::most_descriptors() const {
  rlimit limit{};
  if (::prlimit(process_, RLIMIT_NOFILE, nullptr, &limit) != 0) return std::nullopt;
  if (limit.rlim_cur == RLIM_INFINITY) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
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

std::map<std::string, std::vector<double>> Recording::series() const {
  std::map<std::string, std::vector<double>> complete;
  for (const auto& [name, values] : series_) {
    if (values.size() == cycles_) complete[name] = values;
  }
  return complete;
}

}  // namespace alertsage::leaktest
