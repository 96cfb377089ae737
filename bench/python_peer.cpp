#include "bench/python_peer.hpp"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bench/probe/launcher.hpp"
#include "bench/process_sample.hpp"
#include "core/base/error.hpp"

extern char** environ;

namespace alertsage::bench {
namespace {

namespace fs = std::filesystem;

pid_t spawn(const std::vector<std::string>& arguments, const FileDescriptor& stream) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, stream.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, stream.get(), STDOUT_FILENO);
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_t process = -1;
  const int error = ::posix_spawn(&process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw system_error("run", arguments.front(), error);
  return process;
}

Error ended() {
  return Error(ErrorKind::environment, "the Python process ended (its own words are above)");
}

std::string_view name_of_loader(PythonLoader loader) {
  return loader == PythonLoader::joblib ? "joblib" : "pickle";
}

}  // namespace

PythonPeer::PythonPeer(const fs::path& python, const ModelFiles& files, PythonLoader loader) {
  const std::vector<fs::path> saved = files.require_joblib();
  const Cleaning cleaning = files.cleaning.value_or(Cleaning::none);
  // A socket, since a write to one whose other end has gone can be told not to raise SIGPIPE.
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_error("make a socket", {}, errno);
  }
  stream_ = FileDescriptor(ends[0]);
  const FileDescriptor its_end(ends[1]);  // ours must close, or its death would not be noticed
  std::vector<std::string> command = {python.native(), python_script().native(), "serve",
                                      std::string(name_of_loader(loader)),
                                      std::string(name_of(cleaning))};
  for (const fs::path& path : saved) command.push_back(path.native());
  process_ = spawn(command, its_end);
  try {
    if (read_line() == "ready") return;
  } catch (const Error&) {  // it has ended: its own words are on stderr
  }
  end();
  throw Error(ErrorKind::environment, "Python cannot load the files",
              {.file = saved.front().native()});
}

PythonPeer::~PythonPeer() {
  end();
}

// It has nothing to save, and might hang.
void PythonPeer::end() noexcept {
  stream_.reset();
  if (process_ <= 0) return;  // to kill(2) that would be everybody
  ::kill(process_, SIGKILL);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::string PythonPeer::read_line() {
  for (;;) {
    if (const std::size_t end = buffered_.find('\n'); end != std::string::npos) {
      std::string line = buffered_.substr(0, end);
      buffered_.erase(0, end + 1);
      return line;
    }
    pollfd wait = {.fd = stream_.get(), .events = POLLIN, .revents = 0};
    const int ready =
        ::poll(&wait, 1, static_cast<int>(std::chrono::milliseconds(kPatience).count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) throw Error(ErrorKind::environment, "the Python process does not answer");
    std::array<char, 4096> buffer;
    const ssize_t got = ::recv(stream_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw ended();
    buffered_.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

PythonPeer::Answer PythonPeer::load(std::string_view text) {
  using nlohmann::json;
  const std::string request = json(text).dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
  for (std::size_t done = 0; done < request.size();) {
    const ssize_t sent =
        ::send(stream_.get(), request.data() + done, request.size() - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw ended();
    done += static_cast<std::size_t>(sent);
  }
  const json answer = json::parse(read_line());
  return {.elapsed = std::chrono::nanoseconds(answer.at("ns").get<std::int64_t>()),
          .label = answer.at("label").get<std::string>()};
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
