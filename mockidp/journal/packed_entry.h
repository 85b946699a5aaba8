#pragma once
// A journal entry as the ring keeps it: one string, from which JSON is rendered when it is read.

#include <string>
#include <string_view>

#include "mockidp/journal/journal.h"

namespace mockidp {

// What a giant request may take of the ring.
inline constexpr std::size_t kMaxValueBytes = 2048;       // of one text; more is cut, and marked as cut
inline constexpr std::size_t kMaxEntryBytes = 32 * 1024;  // facts beyond are left out, and counted

std::string pack_entry(const Journal::Options& options, const Journal::Exchange& exchange,
                       const Trace& trace);
std::string render_entry(std::uint64_t sequence, std::string_view packed);

}  // namespace mockidp
