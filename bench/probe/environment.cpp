#include "bench/probe/environment.hpp"

#include <fmt/format.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <sstream>

#include "bench/probe/cgroup.hpp"
#include "bench/probe/commit.hpp"
#include "bench/probe/file_place.hpp"
#include "bench/probe/optional_file.hpp"
#include "core/base/file.hpp"
#include "core/base/version.hpp"

namespace alertsage::probe {
namespace {

using Value = std::optional<std::string>;
using std::filesystem::path;

std::string or_not_available(const Value& value) {
  return value && !value->empty() ? *value : std::string(kNotAvailable);
}

// The value on the first line `KEY<blanks><separator>VALUE`.
Value value_of(const Value& text, std::string_view key, char separator) {
  std::istringstream lines(text.value_or(""));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find(separator);
    if (at == std::string::npos || trim(std::string_view(line).substr(0, at)) != key) continue;
    return std::string(trim(std::string_view(line).substr(at + 1)));
  }
  return std::nullopt;
}

Value kernel_release() {
  utsname names{};
  if (::uname(&names) != 0) return std::nullopt;
  return names.release;
}

Value os_name(const path& root) {
  Value text = read_if_there(root / "etc/os-release");
  if (!text) text = read_if_there(root / "usr/lib/os-release");
  Value name = value_of(text, "PRETTY_NAME", '=');
  if (name && name->size() >= 2 && (name->front() == '"' || name->front() == '\'')) {
    name = name->substr(1, name->size() - 2);
  }
  return name;
}

Value machine(const path& root) {
  const Value vendor = read_line(root / "sys/class/dmi/id/sys_vendor");
  const Value product = read_line(root / "sys/class/dmi/id/product_name");
  if (!vendor || !product) return vendor ? vendor : product;
  return *vendor + " " + *product;
}

// CPUID leaf 1 has a bit that hypervisors set (Linux, arch/x86/include/asm/cpufeatures.h). Other
// architectures have no such bit, and their cpuinfo has no line `flags`.
Value virtualised(const Value& cpuinfo) {
  const Value flags = value_of(cpuinfo, "flags", ':');
  if (!flags) return std::nullopt;
  return (" " + *flags + " ").find(" hypervisor ") != std::string::npos ? "yes" : "no";
}

// Marks that container managers leave. systemd-nspawn, lxc and podman set the variable.
Value container(const path& root) {
  std::error_code ignored;
  if (std::filesystem::exists(root / ".dockerenv", ignored)) return "docker";
  if (std::filesystem::exists(root / "run/.containerenv", ignored)) return "podman";
  if (const char* named = std::getenv("container"); named != nullptr && *named != '\0')
    return named;
  const Value groups = read_if_there(root / "proc/self/cgroup");
  if (!groups) return std::nullopt;
  for (const char* mark : {"kubepods", "docker", "containerd", "libpod", "lxc"}) {
    if (groups->find(mark) != std::string::npos) return mark;
  }
  return "none seen";
}

Value usable_cpus() {
  // As large as the largest kernel's set (8192 on x86-64): a smaller one would be refused there.
  std::array<cpu_set_t, 8> cpus{};
  if (::sched_getaffinity(0, sizeof cpus, cpus.data()) != 0) return std::nullopt;
  return std::to_string(CPU_COUNT_S(sizeof cpus, cpus.data()));
}

Value turbo(const path& root) {
  const path cpu = root / "sys/devices/system/cpu";
  if (const Value off = read_line(cpu / "intel_pstate/no_turbo")) return *off == "0" ? "on" : "off";
  if (const Value on = read_line(cpu / "cpufreq/boost")) return *on == "0" ? "off" : "on";
  return std::nullopt;
}

Value memory_bytes() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  if (pages <= 0) return std::nullopt;
  return std::to_string(static_cast<std::uint64_t>(pages) *
                        static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
}

// "always [madvise] never": the one in brackets.
Value huge_pages(const path& root) {
  const Value line = read_line(root / "sys/kernel/mm/transparent_hugepage/enabled");
  if (!line) return std::nullopt;
  const std::size_t begin = line->find('[');
  const std::size_t end = line->find(']');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return std::nullopt;
  return line->substr(begin + 1, end - begin - 1);
}

Value aslr(const path& root) {
  constexpr unsigned long kAskOnly = 0xffffffff;
  const int persona = ::personality(kAskOnly);
  if (persona >= 0 && (persona & ADDR_NO_RANDOMIZE) != 0) return "off";
  const Value level = read_line(root / "proc/sys/kernel/randomize_va_space");
  if (!level) return std::nullopt;
  return *level == "0" ? "off" : *level == "1" ? "partial" : "full";
}

Value load_average() {
  std::array<double, 3> loads{};
  if (::getloadavg(loads.data(), 3) != 3) return std::nullopt;
  return fmt::format("{:.2f} {:.2f} {:.2f}", loads[0], loads[1], loads[2]);
}

template <typename Number>
Value limit(bool known, const std::optional<Number>& number) {
  if (!known) return std::nullopt;
  return number ? fmt::format("{}", *number) : "none";
}

}  // namespace

Facts environment_facts(const path& root) {
  const Value cpuinfo = read_if_there(root / "proc/cpuinfo");
  const auto limits = cgroup_limits(root);
  const CgroupLimits granted = limits.value_or(CgroupLimits{});
  const std::pair<const char*, Value> facts[] = {
      {"version", std::string(version())},
      {"commit", std::string(commit())},
      {"compiler", std::string(compiler())},
      {"flags", std::string(build_flags())},
      {"sanitizers", sanitizers().empty() ? "none" : std::string(sanitizers())},
      {"kernel", kernel_release()},
      {"os", os_name(root)},
      {"machine", machine(root)},
      {"virtualised", virtualised(cpuinfo)},
      {"container", container(root)},
      {"cpu", value_of(cpuinfo, "model name", ':')},
      {"cpus", usable_cpus()},
      {"cpu_quota", limit(limits.has_value(), granted.cpus)},
      {"governor", read_line(root / "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")},
      {"turbo", turbo(root)},
      {"memory_bytes", memory_bytes()},
      {"memory_limit_bytes", limit(limits.has_value(), granted.memory_bytes)},
      {"page_size", std::to_string(::sysconf(_SC_PAGESIZE))},
      {"huge_pages", huge_pages(root)},
      {"aslr", aslr(root)},
      {"load_average", load_average()},
  };
  Facts out;
  for (const auto& [key, value] : facts) out.emplace_back(key, or_not_available(value));
  return out;
}

Facts file_facts(const path& file) {
  const FilePlace place = place_of(open_for_reading(file), file);
  const Value read_ahead =
      place.read_ahead_kb ? Value(std::to_string(*place.read_ahead_kb)) : std::nullopt;
  const Value dax = place.dax ? Value(*place.dax ? "yes" : "no") : std::nullopt;
  return {{"file_system", or_not_available(place.file_system)},
          {"device", or_not_available(place.device)},
          {"read_ahead_kb", or_not_available(read_ahead)},
          {"dax", or_not_available(dax)}};
}

}  // namespace alertsage::probe
