// Python's own loading of the same joblib pair, measured by Python inside a process that has
// everything imported: what users have today, beside ours and in the same run.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "bench/peer_process.hpp"
#include "core/load/model_files.hpp"

namespace alertsage::bench {

enum class PythonLoader {
  joblib,  // joblib.load of both files
  pickle,  // pickle.load (the C unpickler) of the same objects pickled anew, vocabulary values as
           // plain int, from memory
};

// One Python process, started once and asked for samples. Ends with the object.
class PythonPeer {
 public:
  // Starts `python` with the helper script, which loads the pair and uses it once. Throws Error
  // (environment) where it cannot; Python's own words are on stderr then.
  PythonPeer(const std::filesystem::path& python, const ModelFiles& files, PythonLoader loader);

  // Loads once and predicts `text`; the time is of the load alone, by time.perf_counter_ns. Throws
  // Error: environment where the process has ended or hangs, format for an answer that is none.
  struct Answer {
    std::chrono::nanoseconds elapsed;
    std::string label;
  };
  Answer load(std::string_view text);

 private:
  std::string read_line();

  PeerProcess process_;
  std::string buffered_;
};

// The helper script, beside the programs or in the source tree's scripts/. Throws Error
// (not_found).
std::filesystem::path python_script();

// The interpreter that the first of `python3` in PATH and /usr/bin/python3 leads to which has
// scikit-learn and joblib, by its full path; its versions as one line go into `versions`. Throws
// Error (environment) that names the Debian packages.
std::filesystem::path find_python(std::string& versions);

}  // namespace alertsage::bench
