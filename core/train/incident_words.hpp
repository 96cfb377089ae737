// The words that synthetic incidents are filled with. Invented names stay in name space that is
// reserved for it: top-level domains of RFC 2606, addresses of RFC 5737 and RFC 2544. Technique
// numbers are MITRE ATT&CK's (https://attack.mitre.org/techniques/enterprise/).
#pragma once

#include <array>
#include <string_view>

namespace alertsage::words {

inline constexpr auto kFirstNames = std::to_array<std::string_view>(
    {"Alice", "Amir",   "Anna",  "Bruno",  "Carla", "Chen", "Daniel", "Diego", "Elena", "Emma",
     "Farah", "Felix",  "Grace", "Hana",   "Hugo",  "Ines", "Ivan",   "James", "Jonas", "Julia",
     "Kofi",  "Laura",  "Leo",   "Lin",    "Maria", "Mark", "Mina",   "Nadia", "Noah",  "Olga",
     "Omar",  "Paul",   "Priya", "Rafael", "Rosa",  "Sam",  "Sara",   "Tariq", "Tom",   "Uma",
     "Vera",  "Victor", "Wei",   "Yara",   "Yusuf", "Zoe"});

inline constexpr auto kLastNames = std::to_array<std::string_view>(
    {"Abbott",  "Acosta",   "Adeyemi",  "Alvarez", "Andersen", "Bakker",    "Banerjee", "Barlow",
     "Becker",  "Bianchi",  "Brandt",   "Byrne",   "Castillo", "Chowdhury", "Conti",    "Cooper",
     "Costa",   "Dalton",   "Danso",    "Delgado", "Diallo",   "Dubois",    "Eriksen",  "Farkas",
     "Ferrari", "Fischer",  "Fletcher", "Fuentes", "Garcia",   "Gibson",    "Gupta",    "Haddad",
     "Hansen",  "Harper",   "Hoffmann", "Horvat",  "Hughes",   "Ibrahim",   "Ivanova",  "Jansen",
     "Jensen",  "Kamau",    "Keller",   "Khan",    "Kimura",   "Kovacs",    "Kowalski", "Kumar",
     "Lambert", "Larsen",   "Lopez",    "Lund",    "Maier",    "Marino",    "Martin",   "Mendes",
     "Meyer",   "Mitchell", "Moreau",   "Morgan",  "Murphy",   "Nakamura",  "Navarro",  "Nguyen",
     "Nowak",   "Okafor",   "Olsen",    "Ortega",  "Osei",     "Palmer",    "Park",     "Patel",
     "Pereira", "Peters",   "Petrov",   "Popescu", "Quinn",    "Ramirez",   "Rao",      "Reyes",
     "Ricci",   "Rossi",    "Sato",     "Schmidt", "Silva",    "Singh",     "Sokolov",  "Suzuki",
     "Tanaka",  "Taylor",   "Torres",   "Vargas",  "Vogel",    "Walker",    "Weber",    "Wright",
     "Yamada",  "Yilmaz",   "Zhang",    "Zimmer"});

inline constexpr auto kDepartments = std::to_array<std::string_view>(
    {"Finance", "HR", "Marketing", "Sales", "Legal", "Engineering", "Logistics", "Procurement",
     "Support", "Research", "Payroll", "Treasury", "Compliance", "Facilities"});

inline constexpr auto kHostKinds =
    std::to_array<std::string_view>({"WS", "LAPTOP", "PC", "VDI", "KIOSK", "WORKSTATION"});

inline constexpr auto kServerKinds =
    std::to_array<std::string_view>({"SRV-FILE", "SRV-SQL", "SRV-MAIL", "SRV-APP", "SRV-BACKUP",
                                     "DC", "WEB", "ESX", "JUMP", "VPN"});

inline constexpr auto kServices = std::to_array<std::string_view>(
    {"svc_backup", "svc_sql", "svc_deploy", "svc_scan", "svc_web", "svc_report", "svc_sync",
     "svc_print", "svc_mail", "svc_monitor", "svc_etl", "svc_build"});

inline constexpr auto kPlaces = std::to_array<std::string_view>(
    {"Lisbon",  "Warsaw", "Lagos", "Jakarta", "Manila",   "Bogota", "Toronto", "Oslo",
     "Nairobi", "Osaka",  "Lima",  "Tallinn", "Chisinau", "Hanoi",  "Porto",   "Riga",
     "Tbilisi", "Accra",  "Quito", "Perth",   "Denver",   "Austin", "Leeds",   "Lyon"});

inline constexpr auto kDays = std::to_array<std::string_view>(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});

inline constexpr auto kSyllables = std::to_array<std::string_view>(
    {"ba",  "bel", "bri", "ca",  "cor", "da", "del", "dra", "el", "fa",  "fin", "ga",
     "gri", "ha",  "in",  "ja",  "kel", "ki", "la",  "lor", "ma", "mer", "mi",  "na",
     "nor", "o",   "pa",  "pri", "qua", "ra", "ren", "ri",  "sa", "sel", "so",  "ta",
     "ter", "tri", "u",   "va",  "ver", "vi", "wa",  "xe",  "ya", "yor", "za",  "zen"});

inline constexpr auto kDomainWords = std::to_array<std::string_view>(
    {"login", "portal", "secure", "cloud", "cdn", "mail", "docs", "pay", "sync", "update", "verify",
     "share", "files", "status", "support", "invoice"});

inline constexpr auto kTopLevels = std::to_array<std::string_view>(
    {"example", "test", "invalid", "example.com", "example.net", "example.org"});

inline constexpr auto kSubjects = std::to_array<std::string_view>(
    {"invoice",   "payroll",   "contract",  "budget",  "roadmap",   "customers",
     "salaries",  "merger",    "forecast",  "pricing", "audit",     "design",
     "blueprint", "suppliers", "passwords", "minutes", "tender",    "benefits",
     "accounts",  "inventory", "source",    "backup",  "statement", "order"});

inline constexpr auto kDocumentTypes =
    std::to_array<std::string_view>({"xlsx", "docx", "pdf", "zip", "csv", "pptx", "sql", "xlsm",
                                     "7z", "pst", "html", "iso", "lnk"});

inline constexpr auto kPrograms = std::to_array<std::string_view>(
    {"powershell.exe", "rundll32.exe", "wscript.exe", "mshta.exe", "cmd.exe", "regsvr32.exe",
     "winword.exe", "excel.exe", "outlook.exe", "java", "python3", "bash", "curl", "certutil.exe"});

inline constexpr auto kProgramStems =
    std::to_array<std::string_view>({"svc", "upd", "win", "sys", "drv", "host", "agent", "task",
                                     "helper", "setup", "crypt", "net"});

inline constexpr auto kFamilies = std::to_array<std::string_view>(
    {"Emotet",  "TrickBot", "QakBot", "AgentTesla", "LokiBot",       "FormBook",
     "RedLine", "IcedID",   "Dridex", "Remcos",     "njRAT",         "AsyncRAT",
     "LockBit", "Conti",    "Ryuk",   "BlackCat",   "Cobalt Strike", "Sliver",
     "Raccoon", "Vidar",    "XMRig",  "Mirai"});

inline constexpr auto kTechniques = std::to_array<std::string_view>(
    {"T1003.001", "T1005",     "T1021.001", "T1021.002", "T1027",     "T1041",     "T1046",
     "T1048.003", "T1052.001", "T1053.005", "T1059.001", "T1059.003", "T1071.001", "T1071.004",
     "T1078",     "T1078.002", "T1087.002", "T1090.003", "T1098",     "T1105",     "T1110.001",
     "T1110.003", "T1114.003", "T1136.001", "T1190",     "T1204.002", "T1218.011", "T1486",
     "T1490",     "T1496",     "T1505.003", "T1530",     "T1547.001", "T1558.003", "T1566.001",
     "T1566.002", "T1567.002", "T1572",     "T1595.002", "T1621"});

inline constexpr auto kVendors =
    std::to_array<std::string_view>({"Northwind", "Contoso", "Fabrikam", "Tailspin", "Litware",
                                     "Proseware", "Adatum", "Wingtip", "Lucerne", "Woodgrove"});

inline constexpr auto kSensors = std::to_array<std::string_view>(
    {"EDR", "SIEM", "DLP", "the firewall", "the proxy", "the mail gateway", "IDS", "the WAF",
     "CASB", "the identity provider", "UEBA", "the sandbox", "NetFlow analysis", "the honeypot"});

}  // namespace alertsage::words
