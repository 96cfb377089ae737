#define BOOST_TEST_MODULE peer_process
#include "bench/peer_process.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

using std::chrono::milliseconds;

PeerProcess shell(const char* script, milliseconds patience) {
  return PeerProcess("the process", {"/bin/sh", "-c", script}, patience);
}

// How it failed, whatever it said before.
std::string failure_of(PeerProcess& peer) {
  try {
    for (;;) static_cast<void>(peer.receive());
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(peer_process)

BOOST_AUTO_TEST_CASE(has_this_environment_with_what_was_added) {
  ::setenv("PEER_PROCESS_KEPT", "kept", 1);
  ::setenv("PEER_PROCESS_OTHER", "of this process", 1);
  PeerProcess peer("the process",
                   {"/bin/sh", "-c", "echo $PEER_PROCESS_KEPT $PEER_PROCESS_OTHER; exec cat"},
                   milliseconds(60'000), {{"PEER_PROCESS_OTHER", "of the child"}});
  std::string answer;
  while (!answer.ends_with('\n')) answer += peer.receive();
  BOOST_TEST(answer == "kept of the child\n");
}

BOOST_AUTO_TEST_CASE(what_is_sent_is_answered) {
  PeerProcess peer = shell("exec cat", milliseconds(60'000));
  peer.send("question");
  std::string answer;
  while (answer.size() < 8) answer += peer.receive();
  BOOST_TEST(answer == "question");
}

// Patience began anew with each byte.
BOOST_AUTO_TEST_CASE(who_trickles_does_not_answer_in_time) {
  PeerProcess peer = shell("while :; do printf x; sleep 0.02; done", milliseconds(200));
  BOOST_TEST(failure_of(peer) == "the process did not answer within 0.2 s");
}

BOOST_AUTO_TEST_CASE(who_floods_does_not_answer_in_time) {
  PeerProcess peer = shell("exec cat /dev/zero", milliseconds(200));
  BOOST_TEST(failure_of(peer) == "the process did not answer within 0.2 s");
}

BOOST_AUTO_TEST_CASE(patience_begins_with_each_request) {
  PeerProcess peer = shell("while read line; do sleep 0.5; echo $line; done", milliseconds(2'000));
  for (int i = 0; i < 5; ++i) {
    peer.send("x\n");
    std::string answer;
    while (answer.size() < 2) answer += peer.receive();
    BOOST_TEST(answer == "x\n");
  }
}

// It waited for ever.
BOOST_AUTO_TEST_CASE(who_does_not_listen_does_not_answer_in_time) {
  PeerProcess peer = shell("exec sleep 60", milliseconds(200));
  BOOST_CHECK_EXCEPTION(peer.send(std::string(std::size_t{4} << 20, 'x')), Error,
                        [](const Error& error) {
                          return error.cause() == "the process did not answer within 0.2 s";
                        });
  BOOST_CHECK_THROW(peer.receive(), Error);
}

// What it forks holds the socket open: its end was taken for slowness.
BOOST_AUTO_TEST_CASE(who_dies_has_ended_whatever_it_leaves_behind) {
  std::array<int, 2> inherited{};
  BOOST_TEST_REQUIRE(::pipe(inherited.data()) == 0);
  const FileDescriptor reader(inherited[0]);
  PeerProcess peer = shell("sleep 60 & kill -ABRT $$", milliseconds(60'000));
  ::close(inherited[1]);
  BOOST_TEST(failure_of(peer) == "the process was ended by signal 6 (Aborted)");
  pollfd nobody_holds_it = {.fd = reader.get(), .events = 0, .revents = 0};
  BOOST_TEST(::poll(&nobody_holds_it, 1, 30'000) == 1);
}

BOOST_AUTO_TEST_CASE(who_is_refused_is_ended) {
  PeerProcess peer = shell("exec sleep 60", milliseconds(60'000));
  BOOST_CHECK_THROW(peer.fail("lies"), Error);
  BOOST_TEST(failure_of(peer) == "the process lies");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::bench
