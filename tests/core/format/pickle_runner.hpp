// Runs hand-assembled pickles.
#pragma once

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/format/pickle_machine.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {

// A parsed pickle that owns its bytes.
struct Parsed {
  explicit Parsed(std::string pickle)
      : bytes(std::move(pickle)), document(as_bytes(bytes), bytes.size()) {
    pickle::Machine machine(document, 0);
    BOOST_REQUIRE(machine.run() == pickle::Machine::Pause::end);
    root = machine.top().id();
  }
  pickle::Value value() const { return {document, root}; }

  std::string bytes;
  pickle::Document document;
  pickle::NodeId root = 0;
};

// What the machine says of a pickle; empty where it takes it.
inline std::string refusal(const std::string& pickle) {
  try {
    const Parsed parsed(pickle);
    return "";
  } catch (const Error& error) {
    BOOST_TEST(error.place().offset.has_value());
    return error.what();
  }
}

inline std::string sequence(std::string_view content) {
  return kProto4 + std::string(content) + kStop;
}

}  // namespace alertsage::testing
