#include "mockidp/http/outgoing.h"

#include <algorithm>

namespace http {
namespace {

constexpr std::size_t kFillerPiece = 64 * 1024;
constexpr char kFiller = ' ';  // harmless behind HTML and JSON: what is tested is the size

}  // namespace

void Outgoing::start(std::string bytes, std::size_t filler, const std::optional<ResponseScript>& script,
                     Time now) {
  *this = Outgoing();
  bytes_ = std::move(bytes);
  filler_ = filler;
  if (!script) return;
  not_before_ = now + script->delay_before;
  drip_bytes_ = script->drip_bytes;
  drip_every_ = script->drip_every;
  if (drip_bytes_ > 0) allowance_ = drip_bytes_;
  if (!script->cut_after) return;
  was_cut_ = true;
  bytes_.resize(std::min(bytes_.size(), *script->cut_after));
  filler_ = std::min(filler_, *script->cut_after - bytes_.size());
}

std::string_view Outgoing::ready(Time now) {
  if (now < not_before_) return {};
  if (allowance_ == 0) allowance_ = drip_bytes_;
  if (offset_ == bytes_.size() && filler_ > 0) {
    bytes_.assign(std::min(filler_, kFillerPiece), kFiller);
    offset_ = 0;
    filler_ -= bytes_.size();
  }
  const std::string_view unsent = std::string_view(bytes_).substr(offset_);
  return unsent.substr(0, allowance_);
}

void Outgoing::sent(std::size_t count, Time now) {
  offset_ += count;
  if (drip_bytes_ == 0) return;
  allowance_ -= count;
  if (allowance_ == 0) not_before_ = now + drip_every_;
}

void Outgoing::release() {
  *this = Outgoing();
  std::string().swap(bytes_);  // assigning an empty string would keep the memory
}

}  // namespace http
