// Writes the pickles that joblib.dump writes, opcode by opcode, into a file that is published when
// it is complete. Protocol 4, without frames and memo: both are optional, and a model repeats
// nothing large.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/publish.hpp"

namespace alertsage::pickle {

// In the order in which Python's unpickler takes them; nothing checks that they make sense.
class Writer {
 public:
  // All members throw Error (io).
  explicit Writer(const std::filesystem::path& path);

  void none() { opcode('N'); }
  void boolean(bool value) { opcode(value ? '\x88' : '\x89'); }
  void integer(std::int64_t value);
  void real(double value);
  void text(std::string_view value);  // throws Error (format) where it is not UTF-8
  void global(std::string_view module, std::string_view name);

  void mark() { opcode('('); }
  void tuple() { opcode('t'); }  // of what lies above the mark
  void empty_tuple() { opcode(')'); }
  void empty_list() { opcode(']'); }
  void appends() { opcode('e'); }
  void empty_dict() { opcode('}'); }
  void setitems() { opcode('u'); }
  void reduce() { opcode('R'); }

  // An object: its class, then fields, each a text and a value, then its end.
  void begin_object(std::string_view module, std::string_view name);
  void end_object();
  void field(std::string_view name) { text(name); }
  void field(std::string_view name, std::string_view value);
  void field(std::string_view name, const char* value) { field(name, std::string_view(value)); }
  void field(std::string_view name, bool value);
  void field(std::string_view name, std::int64_t value);
  void field(std::string_view name, double value);
  void field_none(std::string_view name);

  // An array as joblib writes it: a description, padding, then the bytes that the caller gives to
  // raw(), as many as `dtype` ("f8", "i4", "U27") and `shape` ask for. `fortran`: the first index
  // varies fastest.
  void begin_array(std::string_view dtype, std::span<const std::uint64_t> shape,
                   bool fortran = false);
  void raw(Bytes bytes);

  void finish();                       // the pickle is complete
  void publish() { file_.publish(); }  // last

 private:
  void opcode(char code);
  void dtype(std::string_view code);
  void pad_to_array();

  FilePublisher file_;
  std::string buffer_;
  std::uint64_t flushed_ = 0;  // bytes of the file that have left the buffer
};

}  // namespace alertsage::pickle
