#pragma once
// Files that another program waits for. Any thread; one writer a file.

#include <string>
#include <string_view>

namespace protocol {

// Written beside and renamed, so that a reader never sees half of it. A link is followed, and a pipe or a
// device is written into: a file in its place would be another thing. `mode`: of a new file, less the umask.
// 0, or errno.
int write_whole_file(const std::string& path, std::string_view content, unsigned mode);

// Takes away what an earlier run told, lest it be believed again. Leaves what is no regular file.
void remove_stale_file(const std::string& path);

}  // namespace protocol
