#pragma once

namespace mockidp {

// Lets the kernel take the pages of code and constants that the start has touched out of this process's
// memory: relocations, symbol tables, what reads the org document. Those that are needed again come back by
// themselves, from the page cache, at some microseconds for 64 kB. Any thread, at any time. What was written
// to (data, and what the loader relocated) stays.
void give_back_startup_pages();

}  // namespace mockidp
