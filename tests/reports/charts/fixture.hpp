// Made documents for the tests of charts and reports: the magnitudes are those of a two-core
// virtual machine, the figures are invented and always the same.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/document.hpp"

namespace alertsage::reports::fixture {

// Adds `count` samples around `median_ns` to the document, log-normal with deviation `spread`.
Series& add_series(Document& document, std::string name, double median_ns, std::size_t count,
                   double spread = 0.06);

// A row that was not run, as the reader of a file notes it.
void leave_out(Document& document, std::string row, std::string reason);

// Everything that the instruments measure: two models with all strategies and Python, a size sweep,
// leak sections, rows left out, samples dropped.
Document complete_document();

// The same without Python's rows.
Document without_python();

// Two rows of one model, nothing else.
Document two_rows();

// Every row was left out with a reason.
Document nothing_measured();

// All rows of complete_document(), each with a single sample.
Document one_sample_a_row();

// A user's model, a strategy and texts that try to be HTML, Markdown and gnuplot commands.
Document hostile_names();

// Three commands and the floors in fresh processes, in three states and 30 blocks, as an instrument
// writes them and the reader reads them: the machine's drift is common to a block, `python3
// load.py` takes 18 times and `classify` 0.8 times as long as the reference `reader`, give or take
// 2 %; one command reports what it does, one fails in 3 of its cold runs, some samples are dropped.
Document processes();

// The same from hyperfine: no blocks, no state.
Document processes_of_hyperfine();

// Leak sections alone: of a model, a plug-in, commands and a process; one for each verdict, one
// that was left out.
Document leak_tests();

// A leak section whose series grows by `bytes_per_load`.
LeakSection leak_section(std::string strategy, std::string model, double bytes_per_load);

}  // namespace alertsage::reports::fixture
