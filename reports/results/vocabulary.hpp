// The names that instruments write and reports read (docs/results-format.md is the contract).
// One place, so that a row that one side renames does not silently vanish from the other.
#pragma once

#include <array>
#include <string_view>

namespace alertsage::reports {

inline constexpr std::string_view kSchemaVersion = "1";

// Counters of a raw row. Counts and bytes are of that row's operation alone.
namespace counter {
inline constexpr std::string_view kSequence = "sequence";  // place in the whole run, from 0
inline constexpr std::string_view kBlock = "block";        // repetition of the row, from 0
inline constexpr std::string_view kSlot = "slot";          // place within the block, from 0
inline constexpr std::string_view kBatch = "batch";        // of pairs: 1, or 2, which confirms
inline constexpr std::array kPlaces = {kSequence, kBlock, kSlot, kBatch};  // of a sample in its run
inline constexpr std::string_view kPeakRssBytes = "peak_rss_bytes";
inline constexpr std::string_view kPeakRssAtFloor = "peak_rss_at_floor";  // 1: peak <= launcher's
inline constexpr std::string_view kMinorFaults = "minor_faults";
inline constexpr std::string_view kMajorFaults = "major_faults";
inline constexpr std::string_view kReadBytes = "read_bytes";
inline constexpr std::string_view kCpuSeconds = "cpu_seconds";
inline constexpr std::string_view kUserSeconds = "user_seconds";
inline constexpr std::string_view kSystemSeconds = "system_seconds";
inline constexpr std::string_view kFirstOutputNs = "first_output_ns";
inline constexpr std::string_view kExitNs = "exit_ns";
// As the process itself reports by a line `timing: …`: the load, and that and the first answer.
inline constexpr std::string_view kReportedLoadNs = "reported_load_ns";
inline constexpr std::string_view kReportedFirstAnswerNs = "reported_first_answer_ns";
// Of one operation in the instrument's own process, counted apart from the times; the same on each
// raw row. Blocks of the malloc family and private anonymous mappings, not mapped files.
inline constexpr std::string_view kAllocations = "allocations";
inline constexpr std::string_view kAllocatedBytes = "allocated_bytes";
inline constexpr std::string_view kPeakLiveBytes = "peak_live_bytes";  // above what was before
inline constexpr std::string_view kNetBytes = "net_bytes";  // after the result was dropped, less
                                                            // before; mapped files too
}  // namespace counter

// Keys of the context, all strings.
namespace context {
inline constexpr std::string_view kSchema = "alertsage.schema";
inline constexpr std::string_view kVersion = "alertsage.version";
inline constexpr std::string_view kCompiler = "alertsage.compiler";
inline constexpr std::string_view kFlags = "alertsage.flags";
inline constexpr std::string_view kSanitizers = "alertsage.sanitizers";
inline constexpr std::string_view kCommit = "alertsage.commit";
inline constexpr std::string_view kKernel = "alertsage.kernel";
inline constexpr std::string_view kOs = "alertsage.os";
inline constexpr std::string_view kCpu = "alertsage.cpu";
inline constexpr std::string_view kCpus = "alertsage.cpus";
inline constexpr std::string_view kVirtualised = "alertsage.virtualised";
inline constexpr std::string_view kCpuQuota = "alertsage.cpu_quota";
inline constexpr std::string_view kGovernor = "alertsage.governor";
inline constexpr std::string_view kTurbo = "alertsage.turbo";
inline constexpr std::string_view kMemory = "alertsage.memory_bytes";
inline constexpr std::string_view kMemoryLimit = "alertsage.memory_limit_bytes";
inline constexpr std::string_view kAslr = "alertsage.aslr";
inline constexpr std::string_view kFilesystem = "alertsage.filesystem";
inline constexpr std::string_view kLoadAverage = "alertsage.load_average";
inline constexpr std::string_view kReadAheadKb = "alertsage.read_ahead_kb";
inline constexpr std::string_view kResidencyInstrument = "alertsage.residency_instrument";
inline constexpr std::string_view kLauncherFloorRssBytes = "alertsage.launcher_floor_rss_bytes";
inline constexpr std::string_view kPython = "alertsage.python";
inline constexpr std::string_view kModelPrefix = "alertsage.model.";       // NAME.FORM_bytes, …
inline constexpr std::string_view kLeftOutPrefix = "alertsage.left_out.";  // ROW = reason
inline constexpr std::string_view kAllocationsNotCounted = "alertsage.allocations_not_counted";
// Of process/<name>/<state> rows.
inline constexpr std::string_view kCommandPrefix = "alertsage.command.";  // NAME = its text
inline constexpr std::string_view kStatePrefix = "alertsage.state.";      // STATE = how proven
inline constexpr std::string_view kTimedTo = "alertsage.timed_to";        // real_time ends there
inline constexpr std::string_view kReference = "alertsage.reference";     // a command's name
inline constexpr std::string_view kSeed = "alertsage.seed";               // of the order of samples
inline constexpr std::string_view kFiles = "alertsage.files";
inline constexpr std::string_view kPartial = "alertsage.partial";  // why the run ended, how far
// Of the two documents of one run of pairs: samples of equal `batch` and `block` are a pair.
inline constexpr std::string_view kPairs = "alertsage.pairs";                 // the run's id
inline constexpr std::string_view kPairsPlanned = "alertsage.pairs_planned";  // a batch
inline constexpr std::string_view kBrokenOff = "alertsage.broken_off";  // absent where it was not
inline constexpr std::string_view kNotGated = "alertsage.not_gated";    // what, and why
inline constexpr std::string_view kWithPolicy =
    "alertsage.with_policy";  // "true": it was judged so
inline constexpr std::string_view kRepeatedRuns = "alertsage.repeated_runs";  // how many, and why
inline constexpr std::string_view kMetrics = "alertsage.metrics";  // judged ones: "real_time,…"
// By what the run judged, which compare takes where it is not told otherwise.
inline constexpr std::string_view kMaxSlowdown = "alertsage.max_slowdown";  // "0.05"
inline constexpr std::string_view kAlpha = "alertsage.alpha";               // "0.02"
inline constexpr std::string_view kFilter = "alertsage.filter";  // of rows' names; absent: all
inline constexpr std::string_view kProgramId = "alertsage.program_id";  // same id, same program
}  // namespace context

// Values of context::kBrokenOff.
namespace broken_off {
inline constexpr std::string_view kInterrupted = "interrupted";  // by somebody
inline constexpr std::string_view kFailed = "failed";            // a side, in the middle
}  // namespace broken_off

// Values of context::kTimedTo; "first output that matches REGEX" begins as the second.
namespace timed_to {
inline constexpr std::string_view kExit = "exit";
inline constexpr std::string_view kFirstOutput = "first output";
}  // namespace timed_to

// The three parts of the row of a whole process that runs any command: process/<name>/<state>.
namespace process_row {
inline constexpr std::string_view kWhat = "process";
inline constexpr std::string_view kWarm = "warm";  // every page of its files in the page cache
inline constexpr std::string_view kCold = "cold";  // none
inline constexpr std::string_view kProgramCold = "program-cold";  // none of the program's either
inline constexpr std::string_view kUnproven = "unproven";         // nobody looked
inline constexpr std::array kStates = {kWarm, kCold, kProgramCold, kUnproven};
// Names of the floors, measured in the same run: programs that do nothing, and that do no more than
// map the command's files and touch each once, or read them once.
inline constexpr std::string_view kDoNothingStatic = "do-nothing-static";
inline constexpr std::string_view kDoNothingDynamic = "do-nothing-dynamic";
inline constexpr std::string_view kMapFiles = "map-files";
inline constexpr std::string_view kReadFiles = "read-files";
inline constexpr std::array kFloors = {kDoNothingStatic, kDoNothingDynamic, kMapFiles, kReadFiles};
}  // namespace process_row

// A fixed piece of work that ran beside each side of each pair. What moves it is the machine.
inline constexpr std::string_view kControlRow = "control/work";

// A Google Benchmark program as a whole, with all of its rows: memory and what it read. How long it
// took says nothing, as it repeats what is quick.
inline constexpr std::string_view kProgramRow = "program/all-rows";

// How the error_message of a raw row begins that is no failure: its sample was taken, and rejected
// for want of proof of its state. Google Benchmark has no other way not to count one repetition.
inline constexpr std::string_view kDroppedMessagePrefix = "dropped: ";

// Quantities of a leak section. A name that ends in _bytes is in bytes, any other one counts.
namespace leak_metric {
inline constexpr std::string_view kLiveBytes = "live_bytes";      // counted at malloc and its like
inline constexpr std::string_view kLiveBlocks = "live_blocks";    //   and free
inline constexpr std::string_view kMappedBytes = "mapped_bytes";  // counted at mmap and munmap
inline constexpr std::string_view kHeapInUse = "heap_in_use_bytes";  // as the allocator says
inline constexpr std::string_view kRssAnon = "rss_anon_bytes";  // and swapped; trimmed where we can
inline constexpr std::string_view kRssFile = "rss_file_bytes";
inline constexpr std::string_view kRssShmem = "rss_shmem_bytes";
inline constexpr std::string_view kDescriptors = "descriptors";
inline constexpr std::string_view kMappings = "mappings";
inline constexpr std::string_view kThreads = "threads";
inline constexpr std::string_view kShmObjects = "shm_objects";  // of the user, in /dev/shm
inline constexpr std::string_view kPss = "pss_bytes";
inline constexpr std::string_view kUss = "uss_bytes";
}  // namespace leak_metric

// How the name of a leak section begins.
inline constexpr std::string_view kLeakRowPrefix = "leak/";

// What stands for the strategy of a leak section where nothing of ours was loaded.
namespace leak_strategy {
inline constexpr std::string_view kCommand = "command";
inline constexpr std::string_view kProcess = "process";  // that ran already
}  // namespace leak_strategy

// Modes of a leak section.
namespace leak_mode {
inline constexpr std::string_view kLoadPredictDrop = "load-predict-drop";
inline constexpr std::string_view kCacheGet = "cache-get";
inline constexpr std::string_view kCacheGetInvalidate = "cache-get-invalidate";
inline constexpr std::string_view kMarkedCycles = "marked-cycles";  // of a command
inline constexpr std::string_view kEachLine = "each-line";          // that it prints
inline constexpr std::string_view kAtIntervals = "at-intervals";    // of time; a process, too
}  // namespace leak_mode

}  // namespace alertsage::reports
