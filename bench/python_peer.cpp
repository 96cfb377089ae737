#include "bench/python_peer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>

#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"

extern char** environ;

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make a pipe", {}, errno);
    read_end = FileDescriptor(ends[0]);
    write_end = FileDescriptor(ends[1]);
  }
};

pid_t spawn(const std::vector<std::string>& arguments, int stdin_fd, int stdout_fd) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, stdout_fd, STDOUT_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t process = -1;
  const int error = ::posix_spawn(&process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw system_error("run", arguments.front(), error);
  return process;
}

std::string_view name_of_loader(PythonLoader loader) {
  return loader == PythonLoader::joblib ? "joblib" : "pickle";
}

}  // namespace

PythonPeer::PythonPeer(const fs::path& python, const ModelFiles& files, PythonLoader loader) {
  const auto [vectorizer, classifier] = files.require_joblib();
  const Cleaning cleaning = files.cleaning.value_or(Cleaning::none);
  Pipe requests;
  Pipe answers;
  process_ = spawn(
      {python.native(), python_script().native(), "serve", std::string(name_of_loader(loader)),
       vectorizer.native(), classifier.native(), std::string(name_of(cleaning))},
      requests.read_end.get(), answers.write_end.get());
  to_ = std::move(requests.write_end);
  from_ = std::move(answers.read_end);
  answers.write_end.reset();  // so that its end is seen
  if (const std::string greeting = read_line(); greeting != "ready") {
    throw Error(ErrorKind::environment, "Python cannot load the pair",
                {.file = vectorizer.native(), .piece = greeting});
  }
}

PythonPeer::~PythonPeer() {
  to_.reset();  // its input ends, and so does it
  from_.reset();
  if (process_ > 0) ::waitpid(process_, nullptr, 0);
}

std::string PythonPeer::read_line() {
  for (;;) {
    if (const std::size_t end = buffered_.find('\n'); end != std::string::npos) {
      std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 1);
      return line;
    }
    std::array<char, 4096> buffer;
    const ssize_t got = ::read(from_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      throw Error(ErrorKind::environment, "the Python process ended (its own words are above)");
    buffered_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

PythonPeer::Answer PythonPeer::load(std::string_view text) {
  using nlohmann::json;
  const std::string request = json(text).dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < request.size();) {
    const ssize_t written = ::write(to_.get(), request.data() + done, request.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error("write to the Python process", {}, errno);
    done += static_cast<std::size_t>(written);
  }
  const json answer = json::parse(read_line());
  return {.elapsed = std::chrono::nanoseconds(answer.at("ns").get<std::int64_t>()),
          .label = answer.at("label").get<std::string>()};
}

fs::path python_script() {
  const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
  for (const fs::path& directory :
       {here, here / "../libexec/alertsage", fs::path(ALERTSAGE_SCRIPTS)}) {
    if (const fs::path script = directory / "python_peer.py"; fs::exists(script)) return script;
  }
  throw Error(ErrorKind::not_found, "python_peer.py is not installed", {.file = here.native()});
}

fs::path find_python(std::string& versions) {
  probe::Launcher launcher;
  for (const char* python : {"python3", "/usr/bin/python3"}) {
    try {
      const probe::ProcessSample run =
          launcher.run({.arguments = {python, python_script().native(), "versions"}});
      if (!run.succeeded()) continue;
      versions = run.kept_stdout.substr(0, run.kept_stdout.find('\n'));
      return python;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
    }
  }
  throw Error(ErrorKind::environment,
              "no python3 with scikit-learn and joblib (Debian: python3-sklearn)");
}

}  // namespace alertsage::bench
