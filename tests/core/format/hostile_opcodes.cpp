// Opcodes that models do not use, and names that are not theirs.
#include "tests/core/format/hostile_files.hpp"
#include "tests/core/format/pickle_assembler.hpp"

namespace alertsage::testing {
namespace {

using namespace std::string_literals;

const std::string kArgument = text("echo harm") + kTuple1;

// `opcode` as the one thing after `before`.
HostileFile opcode(const std::string& name, const std::string& before, const std::string& bytes) {
  return hostile_after("opcode_" + name, kProto4 + before, bytes + kStop,
                       "a pickle opcode that models do not use: '" + name + "'");
}

// A call of `module.name`, which is refused where it is named.
HostileFile call(const std::string& module, const std::string& name,
                 const std::string& arguments = kArgument) {
  return hostile_after(
      "call_" + module + "." + name, kProto4 + text(module) + text(name),
      "\x93" + arguments + kReduce + kStop,
      (module.starts_with("sklearn.") ? "a part of scikit-learn that is not supported: '"
                                      : "a class or function that is not on the allow-list: '") +
          module + "." + name + "'");
}

}  // namespace

std::vector<HostileFile> hostile_opcodes() {
  const std::string ndarray = global("numpy", "ndarray");
  return {
      opcode("INST", kMark + text("echo harm"), "ios\nsystem\n"),
      opcode("OBJ", kMark + ndarray + text("echo harm"), "o"),
      opcode("PERSID", "", "Pfile:harm\n"),
      opcode("BINPERSID", text("file:harm"), "Q"),
      opcode("EXT1", "", "\x82\x01"),
      opcode("EXT2", "", "\x83\x01\x01"),
      opcode("EXT4", "", "\x84\x01\x01\x01\x01"),
      opcode("NEXT_BUFFER", "", "\x97"),
      opcode("READONLY_BUFFER", "C\x01x", "\x98"),
      opcode("NEWOBJ_EX", ndarray + kEmptyTuple + kEmptyDict, "\x92"),
      opcode("POP", kNone + kNone, "0"),
      opcode("POP_MARK", kNone + kMark, "1"),
      opcode("DUP", kEmptyList, "2a"),
      opcode("INT", "", "I7\n"),
      opcode("LONG", "", "L7L\n"),
      opcode("LONG4", "", "\x8B\xFF\xFF\xFF\x7F"),
      opcode("FLOAT", "", "F1e999\n"),
      opcode("STRING", "", "S'\\x6f\\x73'\n"),
      opcode("BINSTRING", "", "T\xFF\xFF\xFF\x7F"),
      opcode("SHORT_BINSTRING", "", "U\x02os"),
      opcode("UNICODE", "", "V\\u006f\\u0073\n"),
      opcode("LIST", kMark, "l"),
      opcode("DICT", kMark, "d"),
      opcode("GET", kNone + kMemoize, "g0\n"),
      opcode("PUT", kNone, "p2147483647\n"),
      opcode("PROTO", "", "\x80\x02"),
      hostile_after("opcode_of_no_protocol", kProto4, "\xFF.", "not a pickle opcode: '0xff'"),
      hostile_after("protocol_0", "", "cos\nsystem\n(Vecho harm\ntR.",
                    "not a pickle of protocol 2 or later"),
      hostile_after("protocol_6", "", "\x80\x06N.", "pickle protocol 6"),
      hostile_after(
          "call_of_a_class_that_is_only_constructed",
          kProto4 + global("sklearn.linear_model._logistic", "LogisticRegression") + kArgument,
          kReduce + kStop, "not to be called: 'sklearn.linear_model._logistic.LogisticRegression'"),
      hostile_after("construction_of_what_is_only_called",
                    kProto4 + global("numpy", "dtype") + kArgument, kNewobj + kStop,
                    "not to be called: 'numpy.dtype'"),
      hostile_after("call_of_numpy.memmap",
                    kProto4 + global("numpy", "memmap") + text("/etc/passwd") + kTuple1,
                    kReduce + kStop, "not to be called: 'numpy.ndarray'"),
      hostile_after("call_of_a_call",
                    kProto4 + global("_codecs", "encode") + kArgument + kReduce + kArgument,
                    kReduce + kStop, "a call of something that is not a function"),
      hostile_after("state_of_a_function", kProto4 + global("_codecs", "encode") + kEmptyDict,
                    kBuild + kStop, "a state for a class or function that takes none"),
      hostile_after("second_state",
                    kProto4 + global("numpy", "dtype") + kEmptyTuple + kReduce + kEmptyTuple +
                        kBuild + kEmptyTuple,
                    kBuild + kStop, "a state for an object that takes none"),
      hostile_after("cycle", kProto4 + kEmptyList + kMemoize + get(0), kAppend + kStop,
                    "a value that refers to itself"),
      hostile_after("change_after_use",
                    kProto4 + kEmptyDict + kMemoize + kTuple1 + get(0) + text("key") + kNone,
                    kSetitem + kStop, "changes after another has it"),
      hostile_after("second_pickle", kProto4 + kNone + kStop,
                    kProto4 + global("os", "system") + kArgument + kReduce + kStop,
                    "bytes after the end of the pickle"),
      hostile_after("frame_that_hides_an_opcode", kProto4 + frame("X").substr(0, 9),
                    "X\x04"s + "\0\0\0cos\n."s, "a frame ends within an opcode"),
      hostile_after("frame_beyond_the_file", kProto4,
                    "\x95" + little_endian(~std::uint64_t{0}) + kStop,
                    "a frame is longer than the file"),
      hostile_after("frame_within_a_frame", kProto4 + frame("N" + frame("N")).substr(0, 10),
                    frame("N") + kStop, "a frame within a frame"),
      hostile_after("memo_with_gaps", kProto4 + kNone, "r\xFF\xFF\xFF\x7F.",
                    "memo entry 2147483647 follows 0"),
      hostile_after("memo_beyond_its_end", kProto4, "j\xFF\xFF\xFF\x7F.",
                    "memo entry 2147483647 of 0"),
  };
}

std::vector<HostileFile> hostile_globals() {
  std::vector<HostileFile> files = {
      call("os", "system"),
      call("posix", "system"),
      call("nt", "system"),
      call("subprocess", "Popen"),
      call("builtins", "eval"),
      call("builtins", "exec"),
      call("builtins", "getattr", global("numpy", "ndarray") + text("tofile") + kTuple2),
      call("builtins", "__import__"),
      call("__builtin__", "eval"),
      call("importlib", "import_module"),
      call("operator", "attrgetter", text("system") + kTuple1),
      call("functools", "partial"),
      call("runpy", "run_path"),
      call("webbrowser", "open"),
      call("pickle", "loads"),
      call("joblib", "load"),
      call("joblib.numpy_pickle", "load"),
      call("codecs", "encode", text("harm") + text("rot13") + kTuple2),
      call("_codecs", "lookup"),
      call("numpy", "load"),
      call("numpy", "fromfile"),
      call("numpy", "ndarray.tofile"),
      call("numpy.core.multiarray", "_reconstruct.__globals__"),
      call("numpy.f2py.crackfortran", "getlincoef"),
      call("sklearn.datasets", "load_files"),
      call("sklearn.utils._mocking", "ArraySlicingWrapper"),
      call("sklearn.pipeline", "Pipeline.__init__"),
      call("sklearn.externals.joblib", "load"),
      call("collections", "OrderedDict", kEmptyTuple),
      call("collections", "defaultdict", global("numpy", "ndarray") + kTuple1),
  };
  files.push_back(hostile_after("global_by_lines", kProto4,
                                "cos\nsystem\n" + kArgument + kReduce + kStop,
                                "not on the allow-list: 'os.system'"));
  files.push_back(hostile_after(
      "global_of_words_from_the_memo",
      kProto4 + kMark + text("system") + kMemoize + text("os") + kMemoize + get(1) + get(0),
      "\x93" + kArgument + kReduce + kTuple + kStop, "not on the allow-list: 'os.system'"));
  files.push_back(hostile_after(
      "global_with_a_control_character", kProto4 + text("numpy") + text("ndarray\x1B[2J"),
      "\x93" + kArgument + kReduce + kStop, R"(not on the allow-list: 'numpy.ndarray\x1b[2J')"));
  files.push_back(hostile_after("global_that_is_no_text", kProto4, kNone + text("system") + "\x93.",
                                "expected text, found None"));
  return files;
}

}  // namespace alertsage::testing
