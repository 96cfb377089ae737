// Publishing a file so that no reader ever sees a part of it, and a crash leaves the old file or
// the new one.
//
// A temporary file in the same directory, write, fsync, rename over the name, fsync the directory
// (rename(2), fsync(2)). While it is written the file has no name (open(2), O_TMPFILE), so that a
// process that is killed leaves nothing behind, where the file system can do that. Readers that
// have the old file mapped keep it: rename replaces the name, not the bytes.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace alertsage {

inline constexpr std::string_view kStandardOutput = "/dev/stdout";

// What an option for an output file means: "-" is standard output, everything else itself.
std::string named_output(std::string_view name);

// Throws Error (usage) where two outputs have one name, however it is written; an empty one is
// none.
void refuse_one_output_twice(std::span<const std::string> names);

// A file under way. Unless publish() is reached, nothing of it remains and an existing file of that
// name is untouched. A path that exists and is no regular file (a FIFO), or names a
// descriptor (/dev/stdout, whatever that is), is written in place, at its end: a rename would
// replace the device or the link by a file.
class FilePublisher {
 public:
  // All members throw Error (io, not_found).
  explicit FilePublisher(std::filesystem::path path);
  FilePublisher(const FilePublisher&) = delete;
  FilePublisher& operator=(const FilePublisher&) = delete;
  ~FilePublisher();

  void write(Bytes bytes);  // unbuffered
  void publish();           // once, last; mode 0644 less the umask

 private:
  void give_temporary_name();

  std::filesystem::path path_;
  bool in_place_ = true;
  std::string temporary_;  // empty where it has none
  FileDescriptor file_;
};

// An output that may have been asked for. It is opened before what takes long, so that one which
// cannot be written is known at once.
class OptionalOutput {
 public:
  void open(const std::filesystem::path& path) { file_.emplace(path); }

  // Publishes what `make_text` returns, where it was opened.
  template <typename MakeText>
  void write(MakeText make_text) {
    if (!file_) return;
    file_->write(as_bytes(make_text()));
    file_->publish();
  }

 private:
  std::optional<FilePublisher> file_;
};

// The whole file at once.
void publish_file(const std::filesystem::path& path, std::span<const Bytes> parts);
void publish_file(const std::filesystem::path& path, std::string_view text);

}  // namespace alertsage
