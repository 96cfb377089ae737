// Marks what the agent defines for the whole process: everything else is hidden.
#pragma once

#define ALERTSAGE_EXPORT extern "C" __attribute__((visibility("default")))
