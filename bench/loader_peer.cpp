#include "bench/loader_peer.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

std::vector<std::string> command_of(const LoaderJob& job) {
  std::vector<std::string> command = {probe::sibling_program("alertsage-loader").native(),
                                      job.load};
  if (job.files.empty()) return command;
  command.emplace_back(name_of(job.cleaning));
  for (const auto& file : job.files) command.push_back(file.native());
  return command;
}

std::string name_of_process(const LoaderJob& job) {
  return "the process of " + printable(job.load);
}

}  // namespace

LoaderPeer::LoaderPeer(const LoaderJob& job)
    : process_(name_of_process(job), command_of(job), job.patience) {
  const std::string greeting = receive().text;
  if (!greeting.empty()) description_ = parse_plugin_description(greeting);
}

LoaderPeer::Answer LoaderPeer::ask(Operation operation, std::string_view input) {
  const auto head = std::bit_cast<std::array<char, sizeof(LoaderRequest)>>(
      LoaderRequest{.operation = operation, .input_bytes = input.size()});
  process_.send(std::string(head.data(), head.size()).append(input));
  return receive();
}

LoaderPeer::Answer LoaderPeer::receive() {
  const auto take = [this](std::size_t size) {
    while (buffered_.size() < size) buffered_ += process_.receive();
    std::string taken = buffered_.substr(0, size);
    buffered_.erase(0, size);
    return taken;
  };
  std::array<char, sizeof(LoaderReply)> bytes;
  std::memcpy(bytes.data(), take(bytes.size()).data(), bytes.size());
  const auto head = std::bit_cast<LoaderReply>(bytes);
  if (head.protocol != kLoaderProtocol || head.text_bytes > kLongestReplyText) {
    process_.fail("does not answer as the alertsage-loader of this build does");
  }
  std::string text = take(head.text_bytes);
  if (head.succeeded == 0) throw Error(ErrorKind::environment, text);
  return {.elapsed = head.elapsed, .used = head.used, .text = std::move(text)};
}

}  // namespace alertsage::bench
