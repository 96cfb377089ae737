#include "core/cli/output.hpp"

#include <cstdio>

namespace alertsage::cli {
namespace {

constexpr std::size_t kFlushBytes = 1 << 20;

}  // namespace

Output::Output(const std::string& path) {
  if (!path.empty() && path != "-") file_.emplace(path);
}

void Output::write(std::string_view text) {
  if (!file_) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return;
  }
  buffer_ += text;
  if (buffer_.size() >= kFlushBytes) flush();
}

void Output::flush() {
  file_->write(as_bytes(buffer_));
  buffer_.clear();
}

void Output::finish() {
  if (!file_) {
    std::fflush(stdout);
    return;
  }
  flush();
  file_->publish();
}

}  // namespace alertsage::cli
