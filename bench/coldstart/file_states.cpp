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
void refuse_uncontrollable(const Files& files) {
  if (!files.named.empty()) PageState(files.named, Pages::cold);
  if (files.found.empty()) return;
  try {
    PageState(files.found, Pages::cold);
  } catch (const Error& error) {
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
  const auto has = [&](State state) {
    return std::find(states.begin(), states.end(), state) != states.end();
  };
  const std::vector<path> data = files.data();
  const bool any_cold = has(State::cold) || has(State::program_cold);
  if (any_cold) refuse_uncontrollable(files);
  if (has(State::cold)) pages_.emplace(State::cold, PageState(data, Pages::cold));
  if (has(State::program_cold)) {
    pages_.emplace(State::program_cold,
                   PageState(together(files.program, data), Pages::cold, Uncontrolled::listed));
    warm_program_.emplace(files.program, Pages::warm, Uncontrolled::listed);
  }
  if (has(State::warm) && !data.empty()) {
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
