# Reads the names of source files, one a line, and checks their includes against the table in `table`.

BEGIN { read_table() }

{ check_file($0) }

END { exit offences > 0 }

function read_table(   line, section, key, value, colon) {
  while ((getline line < table) > 0) {
    if (line ~ /^#/ || line ~ /^[ \t]*$/) continue
    if (line ~ /^\[/) { section = substr(line, 2, index(line, "]") - 2); continue }
    if (line ~ /^[ \t]/) { allowed[section, key] = allowed[section, key] " " line; continue }
    colon = index(line, ":")
    key = substr(line, 1, colon - 1)
    allowed[section, key] = substr(line, colon + 1)
    keys[section] = keys[section] " " key
  }
  close(table)
  if (keys["rooms"] == "") { print "layers: no table in " table > "/dev/stderr"; exit offences = 1 }
}

# The longest key of a section that starts `path`, up to a "/", a "." or the end; "" if there is none.
function longest(section, path,   list, count, i, best, rest) {
  count = split(keys[section], list, " ")
  for (i = 1; i <= count; i++) {
    if (index(path, list[i]) != 1 || length(list[i]) <= length(best)) continue
    rest = substr(path, length(list[i]) + 1, 1)
    if (section == "rooms" || section == "tests") if (rest != "/" && rest != "." && rest != "") continue
    best = list[i]
  }
  return best
}

# Is `room` in the list that stands after `key`? The last word about it counts.
function listed(section, key, room,   list, count, i, word, verdict) {
  count = split(allowed[section, key], list, " ")
  for (i = 1; i <= count; i++) {
    word = list[i]
    if (word ~ /^=/) { if (listed(section, substr(word, 2), room)) verdict = 1 }
    else if (word ~ /^!/) { if (covers(substr(word, 2), room)) verdict = 0 }
    else if (covers(word, room)) verdict = 1
  }
  return verdict
}

function covers(word, room) {
  if (word == "*" || word == room) return 1
  return word ~ /\/\*$/ && index(room, substr(word, 1, length(word) - 1)) == 1
}

function check_file(file,   line, number, name, room, is_test, reason) {
  room = longest("rooms", file)
  is_test = file ~ /_test\.(cpp|h)$/
  number = 0
  while ((getline line < file) > 0) {
    number++
    if (line !~ /^[ \t]*#[ \t]*include[ \t]*[<"]/) continue
    name = line
    sub(/^[^<"]*[<"]/, "", name)
    sub(/[>"].*$/, "", name)
    if (room == "") reason = "this folder has no row in .ci/layers.txt"
    else if (longest("rooms", name) != "") reason = against_rooms(name, room, is_test ? longest("tests", file) : "")
    else if (line ~ /</ || longest("third-party", name) != "") reason = against_third_party(name, file, is_test)
    else reason = "not a path from the repository root to a room of .ci/layers.txt"
    if (reason == "") continue
    print file ":" number ": " name ": " reason > "/dev/stderr"
    offences++
    if (room == "") break
  }
  close(file)
}

# `tests` is the row of [tests] for a test, "" for other files.
function against_rooms(name, room, tests,   target) {
  target = longest("rooms", name)
  if (target == room) return ""
  if (tests == "") return listed("rooms", room, target) ? "" : room " may not include " target
  if (target == tests || covers(tests "/*", target) || listed("tests", tests, target)) return ""
  return "tests below " tests " may not include " target
}

function against_third_party(name, file, is_test,   key) {
  if (!is_test && file ~ /\.h$/ && longest("never in a header", name) != "") return "never in a header"
  if (name !~ /\./) return ""
  key = longest("third-party", name)
  if (key == "") return "not listed under [third-party] in .ci/layers.txt"
  if (is_test || listed_for_file(key, file)) return ""
  return "belongs to" allowed["third-party", key] " only"
}

# Rooms of third-party rows may be narrower than the table's: "client/rp/transport".
function listed_for_file(key, file,   list, count, i, rest) {
  count = split(allowed["third-party", key], list, " ")
  for (i = 1; i <= count; i++) {
    if (list[i] == "*") return 1
    if (index(file, list[i]) != 1) continue
    rest = substr(file, length(list[i]) + 1, 1)
    if (rest == "/" || rest == "." || rest == "") return 1
  }
  return 0
}
