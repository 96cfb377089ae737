#include "bench/coldstart/file_states.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"

namespace alertsage::coldstart {
namespace {

using probe::Pages;
using probe::PageState;
using probe::Uncontrolled;
using std::filesystem::path;

std::vector<path> together(std::vector<path> first, const std::vector<path>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// A state whose name says cold is one of all the data, or it is none.
PageState cold_data(const Files& files) {
  try {
    return PageState(files.data(), Pages::cold);
  } catch (const Error& error) {
    const auto& found = files.found;
    if (std::find(found.begin(), found.end(), error.place().file) == found.end()) throw;
    throw Error(error.kind(),
                error.cause() + "; --file auto found it: name the files that matter instead",
                error.place());
  }
}

}  // namespace

std::vector<path> Files::data() const {
  return together(named, found);
}

FileStates::FileStates(const Files& files, std::span<const State> states) {
  const std::vector<path> data = files.data();
  if (contains(states, State::cold)) pages_.emplace(State::cold, cold_data(files));
  if (contains(states, State::program_cold)) {
    if (!pages_.contains(State::cold) && !data.empty()) cold_data(files);
    pages_.emplace(State::program_cold,
                   PageState(together(files.program, data), Pages::cold, Uncontrolled::listed));
    warm_program_.emplace(files.program, Pages::warm, Uncontrolled::listed);
  }
  if (contains(states, State::warm) && !data.empty()) {
    pages_.emplace(State::warm, PageState(data, Pages::warm, Uncontrolled::listed));
    current_ = State::warm;
  }
}

const PageState* FileStates::pages_of(State state) const {
  const auto found = pages_.find(state);
  return found == pages_.end() ? nullptr : &found->second;
}

void FileStates::restore_program() {
  if (program_is_cold_) warm_program_->restore();
  program_is_cold_ = false;
}

void FileStates::prepare(State state) {
  const PageState* const pages = pages_of(state);
  if (state == State::program_cold) {
    program_is_cold_ = true;
  } else {
    restore_program();
  }
  if (state == State::warm && current_ != state && pages != nullptr) pages->restore();
  current_ = state;
  if (pages != nullptr) pages->prepare();
}

void FileStates::prove(State state, const probe::Usage& used) const {
  const PageState* const pages = pages_of(state);
  pages == nullptr ? prove_nothing_was_read(used) : pages->prove(used);
}

std::vector<probe::UncontrolledFile> FileStates::left_as_they_are(State state) const {
  const PageState* const pages = pages_of(state);
  return pages == nullptr ? std::vector<probe::UncontrolledFile>() : pages->uncontrolled();
}

std::string FileStates::statement(State state) const {
  const PageState* const pages = pages_of(state);
  return pages == nullptr ? "no file named: nothing read from the device" : pages->describe_proof();
}

void prove_nothing_was_read(const probe::Usage& used) {
  if (used.device_read_bytes == 0) return;
  throw probe::DroppedSample(
      fmt::format("{} bytes were read from the device", used.device_read_bytes));
}

}  // namespace alertsage::coldstart
