#include "core/train/incident_phrases.hpp"

namespace alertsage {
namespace {

// One phrase an entry, whatever its length, reads better than broken strings.
// clang-format off
constexpr std::string_view kAccessAbuse[] = {
    "{sensor} [recorded|counted|flagged] {count} [failed|rejected|unsuccessful] [logins|sign-ins|RDP attempts] for [{user}|account {user}|privileged account {user}] from {external_ip}.",
    "A [password spray|brute-force run|login storm] [hit|was aimed at] {server} on port {port}, [{count} accounts tried|the same password for {count} users].",
    "{user} [opened|queried|browsed] {server} [outside working hours|at {time}|without an approved request] [although|while] the role [ended on {day}|covers {department} only].",
    "[Repeated|Automated] [authentication failures|lockouts] on {server} [were followed by|ended in] a successful login [of {user}|by {user} at {time}].",
    "Account {user} was [added to|made a member of] the [local administrators|backup operators|{department} admins] group on {host} [without a change record|by {other_user}].",
    "[Impossible travel|Improbable travel|Two countries within an hour]: {user} signed in from {place} [and minutes later from {external_ip}|while the badge was used in the {department} office].",
    "[Shared|Generic|Dormant] account {user} was [used|reactivated] on {host} [for {count} sessions|from {internal_ip}|at {time}].",
    "{user} [tried|attempted] to [read|open|mount] {share} {count} times and was [denied|refused] [each time|by the ACL].",
    "[Permission changes|Rights] on {share} let {user} [read|change|copy] [{department} records|files of {department}] [that the job does not need|without approval].",
    "[Service account|Account] {user} logged on [interactively|over RDP] to {server} [from {host}|from {internal_ip}|in session {session}], which it [never did before|must not do].",
    "[Privilege|Role] [escalation|elevation] of {user} on {server} was [seen|logged] at {time}; [no ticket covers it|the approver denies it|{other_user} had the same rights removed on {day}].",
};

constexpr std::string_view kBenignActivity[] = {
    "[Scheduled|Planned|Routine] [maintenance|patching|backup] on {server} under {change} [caused|explains|produced] the [alerts|events] that {sensor} [raised|reported].",
    "[Update|Vendor patch|Cumulative update] {update} [was deployed|rolled out] to {count} endpoints [by {user}|through the software centre|on {day}].",
    "[Authorized|Approved|Announced] [penetration test|vulnerability scan|red-team exercise] by {vendor} from {internal_ip} [until {day}|covered by {change}|in the agreed window].",
    "{user} [confirmed|explained|told the desk] that the [login|transfer|script|download] on {host} was [expected|part of the normal job|own work for {department}].",
    "[Backup job|Replication|Nightly export] moved {size} from {server} to [the standby site|{server}|the archive] [as every {day}|on schedule|without errors].",
    "[False positive|Harmless match]: rule {rule} [fires|fired] on [{program}|a signed tool|the inventory agent] [from {vendor}|installed by {department}|whenever it updates].",
    "[New starter|Contractor|Intern] {person} [enrolled|registered] [a phone for MFA|laptop {host}|a token] [with the service desk|on the first day|under {change}].",
    "[Certificate|Licence|Password] [renewal|rotation] for {server} [finished|completed] [at {time}|without incident|under {change}].",
    "The [hash|signature] of {program} [matches|belongs to] a [known good|signed|catalogued] [release|installer] of {vendor}, [{hash}|seen on {count} hosts].",
    "[Monitoring|Synthetic checks|The load test] from {internal_ip} [requested|called] {url} {count} times [a minute|as configured|in the maintenance window].",
    "{user} [travels|is on a business trip] to {place} [this week|until {day}], so the sign-in from {external_ip} [is legitimate|was expected].",
};

constexpr std::string_view kCredentialCompromise[] = {
    "[MFA push|Push approval|One-time code] [fatigue|bombing] against {user}: {count} prompts [between {time} and {time}|within minutes|until one was accepted].",
    "[Credentials|The password|A password hash] of {user} [appeared|was offered|turned up] [in a dump at {domain}|on a paste site|in a combo list with {count} entries].",
    "[LSASS memory|The SAM hive|NTDS.dit] was [read|dumped|copied] on {server} by {program}, [hash {hash}|technique {technique}|started by {user}].",
    "[Kerberoasting|Golden ticket use|AS-REP roasting|Pass-the-hash] [suspected|detected] on {server}: [{count} service tickets for {user}|RC4 tickets at {time}|{technique}].",
    "[Credential stuffing|Password reuse] [from a botnet|from {count} addresses] [reached|unlocked] {email} [at {time}|and {count} other accounts].",
    "[A session token|A refresh token|A cookie] of {user} was [replayed|stolen|reused] from {external_ip} [with session {session}|minutes after the login|without MFA].",
    "{user} [reports|says] that the password [was changed|no longer works] and [mail rules appeared|a new device is listed|the recovery address is {email}].",
    "[OAuth consent|An app password|A new MFA device] was [granted|created|registered] for {user} [by {domain}|from {place}|in session {session}].",
    "[API key|Access key|SSH key] of {user} [leaked|was pushed|was found] in [a public repository|a build log|{file}] and [used from {external_ip}|abused at {time}].",
    "[Domain admin|Privileged account] {user} [logged in|authenticated] from {place} and [created account {other_user}|reset {count} passwords|changed group policy on {server}].",
    "[Stolen|Phished|Harvested] [credentials|passwords] of {user} [opened|unlocked] [the VPN|webmail|{server}] from {external_ip} at {time}.",
};

constexpr std::string_view kDataExfiltration[] = {
    "{sensor} [saw|measured|flagged] {size} [leaving|sent from|uploaded from] {host} to {external_ip} [on port {port}|between {time} and {time}|over {count} connections].",
    "[{user}|The host|An unknown process] [uploaded|copied|synced] {count} [files|documents|records] to [Google Drive|a Dropbox account|mega at {domain}|{url}].",
    "[DNS tunnelling|ICMP tunnelling|Long TXT queries] to {domain} [carried|moved|leaked] [about {size}|encoded blocks|{count} chunks] [from {host}|from {internal_ip}].",
    "[An archive|A password-protected archive|{file}] of {size} was [built|staged|packed] in {path} and [sent|transferred|posted] to {domain}.",
    "[Customer|Payroll|Source code|Patient] [data|records] [in {file}|from {server}|of {department}] [reached|were found on] {domain} [on {day}|at {time}].",
    "[rclone|curl|WinSCP|{program}] on {server} [pushed|copied|streamed] {share} to {external_ip}, [{size} in total|{technique}|hash {hash}].",
    "[A forwarding rule|An inbox rule] of {user} [sends|copies|redirected] [all mail|mail with invoices] to {email}[ since {day}|, {count} messages so far].",
    "[Storage bucket|Snapshot|Database dump] {file} was [shared|made public|downloaded] [by {user}|from {external_ip}|by an outside account][ at {time}|, {size}].",
    "[Outbound|Encrypted] [traffic|uploads] from {server} [rose to {size}|was ten times the usual volume] [during the night|on {day}|after {time}].",
    "[Backups|Mailboxes|Exports] of {department} [were copied|left the network] [in {count} parts|in {size} pieces|through {host}] to {domain}.",
    "[The proxy log|NetFlow|The CASB] [shows|lists] {count} POST requests [from {host} to {url}|with bodies of {size}|to {domain} at {time}].",
};

constexpr std::string_view kInsiderThreat[] = {
    "{person} of {department} [resigned on {day}|leaves next month|is joining a competitor] and [copied|downloaded|printed] {count} [files|records|drawings].",
    "{user} [plugged in|used|connected] a [USB drive|portable disk|phone] on {host} and [copied|saved] {file}, [{size}|{count} files|the {department} share].",
    "[HR|The manager|A colleague] [reported|flagged] {person} for [reading|collecting|searching] [customer records|salary data|{file}] [outside the job|at {time}|for weeks].",
    "[Employee|Contractor|Administrator] {user} [deleted|altered|disabled] [audit logs|backups|{count} accounts] on {server} [after the notice|before the exit interview|at {time}].",
    "{user} [mailed|forwarded] {file} to [a private address|{email}|a personal account][ with {count} attachments| {count} times since {day}|, {size}].",
    "[Disgruntled|Departing] [administrator|engineer|analyst] {person} [kept|created] [a hidden account|access to {server}|a copy of {share}].",
    "[Unusual|Bulk] [access|searches] of {user} in [the CRM|{share}|the {department} database]: {count} records [in one shift|although on leave|on {day}].",
    "{user} [photographed|screen-recorded|printed] [{file}|documents of {department}] [for {count} pages|late on {day}|according to the badge log].",
    "[Investigation|The interview] of {person} [found|showed] [contact with {vendor}|a side business at {domain}|{count} design files at home].",
    "[Source code|The customer list|The price list] was [cloned|exported|copied] by {user} [to {path}|to a USB drive|from {server}] [days before leaving|without a project need].",
    "{person} [asked {other_user} for|borrowed|used] [the badge|the password|the session] of {other_user} to [open|export|read] {share}.",
};

constexpr std::string_view kMalware[] = {
    "{sensor} [quarantined|detected|blocked] {family} on {host}: [{path}|process {program}|hash {hash}].",
    "[A macro in {file}|{file}|A script in {path}] [launched|started|spawned] {program}, which [fetched|downloaded] a payload from {url}.",
    "[Files on|Shares of] {server} were [encrypted|renamed to .locked|unreadable] and [a ransom note|{file}] [demands payment|names {family}|appeared at {time}].",
    "[Persistence|A scheduled task|A Run key|A service] [was created|points to {path}|starts {program}] on {host}, [technique {technique}|as {user}|hash {hash}].",
    "{program} on {host} [injected into|hollowed] [explorer|another process|lsass] and [beaconed|connected] to {external_ip}:{port} every {count} seconds.",
    "[Shadow copies|Restore points] were [deleted|wiped] on {server} by {program} [at {time}|minutes before encryption|{technique}].",
    "[Sandbox|Static] analysis of {file} [shows|names] [a {family} loader|a packed dropper|a keylogger], [C2 {domain}|hash {hash}|{technique}].",
    "[A miner|XMRig|A coin miner] [used|took] [80|95|99] percent of the CPU on {server}, [pool {domain}|started by {user}|binary {path}].",
    "[{user} opened {file}|{user} ran {program}|A USB stick was opened], after which [antivirus was disabled|{family} spread to {other_host}|{count} hosts called {domain}].",
    "[Worm-like|Lateral] spread of {family} [over SMB|through PsExec|by {program}] from {host} to {other_host} [and {count} more|at {time}].",
    "[Obfuscated|Encoded] PowerShell on {host} [pulled|unpacked] [a DLL|a beacon|{family}] from {domain} [into memory|to {path}].",
};

constexpr std::string_view kPhishing[] = {
    "{user} [received|reported|clicked in] an email [from {email}|that claims to be from {vendor}|with subject 'Action required'] [with a link to {url}|with attachment {file}].",
    "[A fake|A cloned|A look-alike] [login page|portal|sign-in form] at {url} [asks for|collected|harvests] [passwords|credentials of {department}|MFA codes].",
    "[Spear-phishing|A whaling attempt|A pretext call] against {person} of {department} [asked for|requested] [a wire transfer|gift cards|a changed bank account].",
    "The sender domain {domain} [was registered on {day}|differs by one letter from {vendor}|fails SPF and DKIM], and {count} [colleagues|mailboxes] [got|received] it.",
    "[A QR code|A short link|An HTML attachment] in [the mail|{file}|a parcel notice] [leads|redirected] to {domain} [with a Microsoft form|with a fake captcha|and on to {url}].",
    "[Business email compromise|CEO fraud|Invoice fraud]: {email} [asks|asked] {department} to [pay|approve|reroute] [{file}|an overdue invoice|{count} thousand euros].",
    "{user} [entered|typed|submitted] [the password|credentials] on {url} [after the mail|before noticing the address|at {time}].",
    "[Smishing|A text message|A voice call] [posing as|in the name of] {vendor} [told|urged] {user} to [open {url}|confirm a parcel|install {program}].",
    "[The mail gateway|{sensor}] [quarantined|released|let through] {count} messages [from {domain}|with {file}|titled 'Payroll update'].",
    "[Campaign|Lure] [{rule}|of {day}] [uses|abuses] [a shared document|calendar invites|{vendor} branding] and [reply address {email}|links to {url}].",
    "[{count} users|Several people in {department}] [reported|forwarded] [the same mail|a suspicious message] about [their mailbox quota|a bonus|{file}].",
};

constexpr std::string_view kPolicyViolation[] = {
    "{user} [installed|runs|downloaded] [unapproved|unlicensed|banned] software [{program}|from {domain}|in {path}] on {host}.",
    "[Acceptable-use|Removable-media|Clear-desk|Password] policy was [broken|ignored] by {user}: [{count} times|{file} on a private disk|the password is on a note].",
    "[A personal|An unmanaged|A rooted] [laptop|phone|tablet] of {person} was [connected to|joined to] [the {department} network|{server}|the office Wi-Fi] [on {day}|without approval].",
    "[Streaming|Torrent|Gambling|Game] traffic [from {host}|of {user}] to {domain} [used {size}|took {count} hours] [during working time|on {day}].",
    "[Confidential|Internal only|Regulated] [document|file] {file} was [stored|placed|kept] [on {share} without encryption|in a public folder|on Google Drive].",
    "{user} [shared|wrote down|lent] [the password|an account|a token] [with {other_user}|in a chat|to cover a holiday].",
    "[Encryption|Screen lock|Endpoint protection] was [switched off|disabled|uninstalled] on {host} [by {user}|for {count} days|without an exception].",
    "[VPN|Anonymiser|Remote-control tool] {program} was [used|found] on {host} [to bypass the proxy|against policy|by {user} at {time}].",
    "[Training|The yearly review|Access recertification] of {user} is [{count} days overdue|missing], and [access to {server}|the {department} role] [should have ended|stays open].",
    "{person} [sent|pasted|uploaded] [customer data|source code|{file}] to [an unapproved AI service|{domain}|a translation site].",
    "[A crypto miner|A game server|A private web shop] was [run|hosted] on company equipment [{server}|{host}] by {user}, [found on {day}|reported in {ticket}].",
};

constexpr std::string_view kSuspiciousNetworkActivity[] = {
    "[Port scan|Horizontal scan|Sweep] from {host} [touched|probed|reached] {count} [hosts|addresses] on ports {port}, {port} and {port}.",
    "[Beaconing|Periodic callbacks|Regular connections] from {internal_ip} to {external_ip}:{port} every {count} seconds, [jitter below ten percent|{size} in total|JA3 {hash}].",
    "DNS [queries|lookups] from {host} [ask for|resolve] [generated names like {domain}|{domain}|{count} new domains an hour].",
    "[Connections|Traffic] to [TOR relays|a known C2 list|a bulletproof network] [from {host}|from {internal_ip}|on port {port}][ since {time}|, {count} flows].",
    "[SMB|WinRM|SSH|RDP] [sessions|attempts] from {host} to {count} [servers|peers] [at {time}|never seen before|with account {user}].",
    "{sensor} [raised|fired] rule {rule} on [flows|packets] between {internal_ip} and {external_ip}, [port {port}|{size}|{technique}].",
    "[ARP spoofing|Rogue DHCP|LLMNR poisoning] was [seen|detected] in the {department} segment, [source {host}|MAC of {host}|answers from {internal_ip}].",
    "[Unknown|Unregistered] device {internal_ip} [appeared|spoke] on [the server VLAN|the {department} segment|the guest network] and [scanned|contacted] {server}.",
    "[A tunnel|Protocol mismatch|TLS with a self-signed certificate] on port {port} [from {server}|to {domain}] [lasted {count} minutes|moved {size}|looks like {technique}].",
    "[A burst|A flood|A spike] of [SYN|UDP|ICMP] packets [from {external_ip}|against {server}|to port {port}] [peaked at {time}|exceeded the baseline {count} times].",
    "[The firewall dropped|NetFlow lists|IDS logged] {count} [connections|sessions] from {external_ip} to {server}[ on {day}| within an hour|, rule {rule}].",
};

constexpr std::string_view kWebAttack[] = {
    "The WAF [blocked|logged|let through] {count} [SQL injection|XSS|path traversal|command injection] [attempts|requests] [from {external_ip}|against {url}|on {path}].",
    "[A web shell|An unknown script|{path}] was [uploaded|found|written] on {server} [after a file upload|through {cve}|at {time}].",
    "[Exploitation|A scan|Probing] of {cve} on {server} from {external_ip}, [payload fetched from {domain}|{count} variants|rule {rule}].",
    "[login.php|search.php|the checkout form|the API of {department}] [received|was sent] [union select strings|script tags|serialized objects] [from {external_ip}|{count} times].",
    "[Credential|Card] [stuffing|testing] bots [sent|posted] {count} requests to {url} [within an hour|from {place}|with {count} user agents].",
    "[The site|The portal|{server}] was [defaced|slowed down|overloaded] [at {time}|by {count} requests a second|after {cve}].",
    "[Directory|Parameter|Subdomain] [enumeration|fuzzing|brute force] against {url} [by a scanner|from {external_ip}|with {count} paths].",
    "[SSRF|XXE|Deserialization|Template injection] in [the {department} portal|{url}|the upload service] [reached|exposed] [metadata of {server}|{file}|{internal_ip}].",
    "[Session cookies|Tokens] of {count} visitors were [stolen|sent to {domain}] by [injected script|a skimmer in {path}|a stored XSS].",
    "[Apache|IIS|nginx|Tomcat] logs of {server} [show|list] [encoded payloads|{count} errors|requests for {path}] from {external_ip} at {time}.",
    "[A zero-day|Public exploit code|A proof of concept] for {cve} [was tried on|works against] {server}, [patch pending|{technique}|user agent {session}].",
};

constexpr std::string_view kShared[] = {
    "[Ticket|Case|Incident] {ticket} was [opened|raised|assigned] [by {other_user}|on {day} at {time}|to the {department} desk].",
    "[The analyst|The on-call engineer|{person}] [isolated|checked|re-imaged|is watching] {host} [at {time}|and kept an image|before the next shift].",
    "[Related|Earlier] [alerts|tickets] [{ticket}|on {host}|for {user}] [were closed|are still open|mention {domain}].",
    "MITRE technique {technique} [was mapped|applies|is suspected][ by {sensor}|, confidence medium| together with {technique}].",
    "[Logs|Events|Flow records] of {host} [from {time} to {time}|for {day}|since {day}] were [saved|exported] as {file}.",
    "[User {user}|Asset {host}] [belongs to|is listed under] {department}, [site {place}|criticality high|owner {person}].",
    "[No further|No other] [hosts|accounts|sites] [are known to be affected|show the pattern|were touched] [as of {time}|so far|after {count} checks].",
    "[Correlation|Rule] {rule} [joined|grouped] {count} events [from {sensor}|about {internal_ip}|with session {session}].",
    "[The user|{user}] [was called|could not be reached|denies knowledge|confirmed the time] [at {time}|by the desk|on {day}].",
    "[Account {user}|Session {session}|The token of {user}] was [disabled|reset|revoked] [as a precaution|at {time}|by {other_user}].",
    "[Sample|Indicator|Artifact] {hash} was [shared with|sent to] [{vendor}|the {department} team|the intelligence feed].",
    "[Source|Destination] {external_ip} [has no reputation|is on two blocklists|belongs to a hosting provider in {place}].",
    "[Severity|Priority] was set to [low|medium|high] [by {sensor}|after triage|pending review in {ticket}].",
    "{sensor} [shows|reports|links] [activity|{count} events] on {host} [by {user}|near {time}|towards {domain}].",
    "[Memory|Disk|Process list] of {host} [was captured|is being reviewed|contains {program}] [in {path}|under {ticket}|at {time}].",
    "[Change|Request] {change} [covers|touches|was open for] {server}[ this week| on {day}|, owner {other_user}].",
    "[A similar|The same] [pattern|event] was [seen|handled] [on {other_host}|in {ticket}|by {vendor}] [last month|on {day}|{count} days ago].",
    "[Response|Containment|Follow-up] is [planned for {day}|with {person}|waiting for {department}].",
};
// clang-format on

constexpr std::size_t kAccess = 0, kBenign = 1, kCredential = 2, kExfiltration = 3, kInsider = 4,
                      kMal = 5, kPhish = 6, kPolicy = 7, kNetwork = 8, kWeb = 9;

constexpr IncidentClass kClasses[] = {
    {"access_abuse", kAccessAbuse, {kCredential, kInsider, kPolicy}},
    {"benign_activity", kBenignActivity, {kPolicy, kNetwork, kAccess}},
    {"credential_compromise", kCredentialCompromise, {kPhish, kAccess, kMal}},
    {"data_exfiltration", kDataExfiltration, {kInsider, kNetwork, kMal}},
    {"insider_threat", kInsiderThreat, {kExfiltration, kPolicy, kAccess}},
    {"malware", kMalware, {kPhish, kNetwork, kExfiltration}},
    {"phishing", kPhishing, {kCredential, kMal, kWeb}},
    {"policy_violation", kPolicyViolation, {kInsider, kBenign, kExfiltration}},
    {"suspicious_network_activity", kSuspiciousNetworkActivity, {kMal, kWeb, kBenign}},
    {"web_attack", kWebAttack, {kNetwork, kCredential, kAccess}},
};

}  // namespace

std::span<const IncidentClass> incident_classes() noexcept {
  return kClasses;
}

std::span<const std::string_view> shared_phrases() noexcept {
  return kShared;
}

}  // namespace alertsage
