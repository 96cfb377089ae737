#include "bench/default_texts.hpp"

namespace alertsage::bench {

std::vector<std::string> default_texts() {
  return {
      std::string(
          "Several workstations in accounting show files renamed with an unknown extension and a "
          "note that asks for payment. Antivirus flagged a process started from "
          "C:\\Users\\Public\\update.exe minutes before."),
      std::string(
          "A user forwarded a message that pretends to come from the help desk and asks to confirm "
          "the mailbox password at http://mail-verify.example.net/login before Friday."),
      std::string(
          "The proxy log shows 14 GB uploaded from one laptop to a personal Google Drive folder "
          "between 01:10 and 03:40, shortly after the owner handed in notice."),
      std::string(
          "The web application firewall blocked 212 requests with SQL fragments in the search "
          "parameter from 203.0.113.77; a few reached the login page."),
      std::string(
          "Forty failed logins for the service account svc_backup were followed by a successful one"
          " from a country where we have no staff."),
      std::string(
          "A contractor opened personnel records that do not belong to any of the tickets assigned "
          "to them."),
      std::string(
          "Port scan from 198.51.100.23 against the DMZ on 22, 80, 443 and 8443, repeated every six"
          " hours."),
      std::string(
          "Scheduled vulnerability scan finished; two medium findings were filed as tickets and no "
          "host was affected."),
      std::string(
          "An employee installed a remote control tool on a company laptop without approval and "
          "left it running."),
      std::string(
          "A domain administrator password was changed outside the change window and nobody claims "
          "the ticket."),
  };
}

}  // namespace alertsage::bench
