#include "bench/python_peer.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "bench/probe/launcher.hpp"
#include "bench/process_sample.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

std::string_view name_of_loader(PythonLoader loader) {
  return loader == PythonLoader::joblib ? "joblib" : "pickle";
}

std::vector<std::string> serve_command(const fs::path& python, const ModelFiles& files,
                                       PythonLoader loader) {
  const Cleaning cleaning = files.cleaning.value_or(Cleaning::none);
  std::vector<std::string> command = {python.native(), python_script().native(), "serve",
                                      std::string(name_of_loader(loader)),
                                      std::string(name_of(cleaning))};
  for (const fs::path& path : files.require_joblib()) command.push_back(path.native());
  return command;
}

}  // namespace

PythonPeer::PythonPeer(const fs::path& python, const ModelFiles& files, PythonLoader loader)
    : process_("the Python process", serve_command(python, files, loader), kPatience) {
  try {
    if (read_line() == "ready") return;
  } catch (const Error&) {  // it has ended: its own words are on stderr
  }
  throw Error(ErrorKind::environment, "Python cannot load the files",
              {.file = files.require_joblib().front().native()});
}

std::string PythonPeer::read_line() {
  for (;;) {
    if (const std::size_t end = buffered_.find('\n'); end != std::string::npos) {
      std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 1);
      return line;
    }
    buffered_ += process_.receive();
  }
}

PythonPeer::Answer PythonPeer::load(std::string_view text) {
  using nlohmann::json;
  process_.send(json(text).dump(-1, ' ', true, json::error_handler_t::replace) + "\n");
  try {
    const json answer = json::parse(read_line());
    return {.elapsed = std::chrono::nanoseconds(answer.at("ns").get<std::int64_t>()),
            .label = answer.at("label").get<std::string>()};
  } catch (const json::exception&) {
    throw Error(ErrorKind::format, "Python's answer is not what was asked for");
  }
}

fs::path python_script() {
  const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
  for (const fs::path& directory :
       {here, here / "../libexec/alertsage", fs::path(ALERTSAGE_SCRIPTS)}) {
    if (fs::path script = directory / "python_peer.py"; fs::exists(script)) return script;
  }
  throw Error(ErrorKind::not_found, "python_peer.py is not installed", {.file = here.native()});
}

fs::path find_python(std::string& versions) {
  probe::Launcher launcher;
  for (const char* python : {"python3", "/usr/bin/python3"}) {
    try {
      const probe::ProcessSample run = launcher.run(
          {.arguments = {python, python_script().native(), "versions"}, .timeout = kPatience});
      if (!run.succeeded()) continue;
      std::istringstream lines(run.kept_stdout);
      std::string executable;
      std::getline(lines, versions);
      std::getline(lines, executable);
      return executable;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
    }
  }
  throw Error(ErrorKind::environment,
              "no python3 with scikit-learn and joblib (Debian: python3-sklearn)");
}

}  // namespace alertsage::bench
