#include "conformance/browser/webdriver_browser.h"

#include <curl/curl.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/browser/chromedriver.h"
#include "conformance/subject/temporary_folder.h"

namespace conformance {

namespace {

using nlohmann::json;

constexpr const char* kElement = "element-6066-11e4-a52e-4f735466cecf";  // W3C WebDriver, 11.
constexpr std::chrono::milliseconds kElementPatience{10000};             // until an element is there
constexpr long kCallTimeoutSeconds = 60;

bool on_path(const std::string& program) {
  return std::filesystem::exists("/usr/bin/" + program) ||
         std::filesystem::exists("/usr/local/bin/" + program);
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* target) {
  static_cast<std::string*>(target)->append(bytes, size * count);
  return size * count;
}

std::string base64_bytes(const std::string& text) {
  static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned buffer = 0, bits = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string::npos) continue;
    buffer = (buffer << 6) | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((buffer >> bits) & 0xFF);
  }
  return bytes;
}

}  // namespace

struct WebdriverBrowser::Impl {
  TemporaryFolder folder;  // profile and log; fresh, so that nobody else's browser holds it
  Chromedriver driver;
  std::string base;
  std::string session;
  CURL* curl = curl_easy_init();

  ~Impl() {
    if (!session.empty()) {
      try {
        call("DELETE", "/session/" + session, nullptr);
      } catch (const BrowserError&) {
        // The driver is gone; its process group is ended below.
      }
    }
    driver.process.reset();
    curl_easy_cleanup(curl);
  }

  json call(const std::string& method, const std::string& path, const json& body) {
    std::string answer;
    const std::string text = body.is_null() ? "{}" : body.dump();
    const std::string url = base + path;
    curl_easy_reset(curl);
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, kCallTimeoutSeconds);
    if (method == "POST") curl_easy_setopt(curl, CURLOPT_POSTFIELDS, text.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    const auto result = curl_easy_perform(curl);
    curl_slist_free_all(headers);
    if (result != CURLE_OK)
      throw BrowserError("chromedriver does not answer: " + std::string(curl_easy_strerror(result)));
    const auto parsed = json::parse(answer, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("value"))
      throw BrowserError("chromedriver answered nonsense");
    const auto& value = parsed["value"];
    if (value.is_object() && value.contains("error"))
      throw BrowserError(method + " " + path + ": " + value.value("error", "") + ": " +
                         value.value("message", ""));
    return value;
  }
  json command(const std::string& method, const std::string& path, const json& body = nullptr) {
    return call(method, "/session/" + session + path, body);
  }
  json devtools(const std::string& method, const json& parameters) {
    return command("POST", "/goog/cdp/execute", {{"cmd", method}, {"params", parameters}});
  }
  std::string element(const std::string& css, const char* using_strategy = "css selector") {
    return command("POST", "/element", {{"using", using_strategy}, {"value", css}})
        .at(kElement)
        .get<std::string>();
  }
};

bool WebdriverBrowser::available() { return on_path("chromedriver") && on_path("chromium"); }

WebdriverBrowser::WebdriverBrowser(Options options) : impl_(std::make_unique<Impl>()) {
  impl_->driver = start_chromedriver("chromedriver", impl_->folder.path() / "driver.log");
  impl_->base = "http://127.0.0.1:" + impl_->driver.port;

  json arguments = {"--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--force-prefers-reduced-motion",
                    "--hide-scrollbars",
                    "--user-data-dir=" + (impl_->folder.path() / "profile").string(),
                    "--window-size=" + std::to_string(options.width) + "," + std::to_string(options.height)};
  json chrome{{"args", arguments}, {"binary", "/usr/bin/chromium"}};
  constexpr int kBlocked = 2;
  if (!options.scripts) chrome["prefs"]["profile.managed_default_content_settings.javascript"] = kBlocked;
  if (const auto& kept = options.from_frames)
    chrome["prefs"]["profile"]["content_settings"]["exceptions"]["cookies"][kept->of + "," + kept->inside] = {
        {"setting", kBlocked}};
  const json wanted{{"capabilities",
                     {{"alwaysMatch",
                       {{"browserName", "chrome"},
                        {"goog:chromeOptions", chrome},
                        {"goog:loggingPrefs", {{"browser", "SEVERE"}}}}}}}};
  impl_->session = impl_->call("POST", "/session", wanted).at("sessionId").get<std::string>();
  // On a busy machine a page may still be on its way when the click that asked for it has returned.
  impl_->command("POST", "/timeouts", {{"implicit", kElementPatience.count()}});
  look(options);
}

WebdriverBrowser::~WebdriverBrowser() = default;

void WebdriverBrowser::look(const Options& options) {
  impl_->devtools(
      "Emulation.setDeviceMetricsOverride",
      {{"width", options.width}, {"height", options.height}, {"deviceScaleFactor", 1}, {"mobile", false}});
  const json colours{{"name", "prefers-color-scheme"}, {"value", options.dark ? "dark" : "light"}};
  impl_->devtools("Emulation.setEmulatedMedia", {{"features", json::array({colours})}});
}

void WebdriverBrowser::open(const std::string& url) { impl_->command("POST", "/url", {{"url", url}}); }
std::string WebdriverBrowser::url() { return impl_->command("GET", "/url").get<std::string>(); }
std::string WebdriverBrowser::title() { return impl_->command("GET", "/title").get<std::string>(); }
std::string WebdriverBrowser::source() { return impl_->command("GET", "/source").get<std::string>(); }

std::string WebdriverBrowser::text(const std::string& css) {
  return impl_->command("GET", "/element/" + impl_->element(css) + "/text").get<std::string>();
}

std::optional<std::string> WebdriverBrowser::attribute(const std::string& css, const std::string& name) {
  const auto value = impl_->command("GET", "/element/" + impl_->element(css) + "/attribute/" + name);
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

bool WebdriverBrowser::has(const std::string& css) {
  return !impl_->command("POST", "/elements", {{"using", "css selector"}, {"value", css}}).empty();
}

void WebdriverBrowser::type(const std::string& css, const std::string& text) {
  const auto id = impl_->element(css);
  impl_->command("POST", "/element/" + id + "/clear");
  impl_->command("POST", "/element/" + id + "/value", {{"text", text}});
}

void WebdriverBrowser::click(const std::string& css) {
  impl_->command("POST", "/element/" + impl_->element(css) + "/click");
}

// Labels hold no quotation marks, so that none has to be escaped in XPath 1.0, which cannot.
void WebdriverBrowser::press(const std::string& label) {
  const auto path = "//*[self::button or self::a or self::summary or self::label][normalize-space(.)=\"" +
                    label + "\" or @aria-label=\"" + label + "\"]";
  impl_->command("POST", "/element/" + impl_->element(path, "xpath") + "/click");
}

bool WebdriverBrowser::reads(const std::string& css, const std::string& words) {
  const auto script = "return (document.querySelector(" + json(css).dump() +
                      ")?.innerText ?? '').trim() === " + json(words).dump();
  return eventually([&] { return run_script(script) == "true"; }, kElementPatience);
}

int WebdriverBrowser::count(const std::string& css) {
  return std::stoi(run_script("return document.querySelectorAll(" + json(css).dump() + ").length"));
}

std::string WebdriverBrowser::run_script(const std::string& javascript) {
  return impl_->command("POST", "/execute/sync", {{"script", javascript}, {"args", json::array()}}).dump();
}

void WebdriverBrowser::clear_cookies() { impl_->devtools("Network.clearBrowserCookies", json::object()); }

void WebdriverBrowser::forget_cookie(const std::string& name) { impl_->command("DELETE", "/cookie/" + name); }

void WebdriverBrowser::forget_cookie_of(const std::string& url, const std::string& name) {
  impl_->devtools("Network.deleteCookies", {{"name", name}, {"url", url}});
}

bool WebdriverBrowser::keeps_cookie(const std::string& name) {
  for (const auto& cookie : impl_->command("GET", "/cookie"))
    if (cookie.value("name", "") == name) return cookie.contains("expiry");
  return false;
}

void WebdriverBrowser::open_in_new_tab(const std::string& url) {
  const auto tab = impl_->command("POST", "/window/new", {{"type", "tab"}});
  impl_->command("POST", "/window", {{"handle", tab.at("handle")}});
  open(url);
}

void WebdriverBrowser::to_first_tab() {
  impl_->command("POST", "/window", {{"handle", impl_->command("GET", "/window/handles").at(0)}});
}

void WebdriverBrowser::save_screenshot(const std::string& file) {
  const auto shot =
      impl_->devtools("Page.captureScreenshot", {{"format", "png"}, {"captureBeyondViewport", true}});
  std::ofstream(file, std::ios::binary) << base64_bytes(shot.at("data").get<std::string>());
}

std::vector<std::string> WebdriverBrowser::console_errors() {
  std::vector<std::string> messages;
  const auto entries = impl_->command("POST", "/se/log", {{"type", "browser"}});
  for (const auto& entry : entries) messages.push_back(entry.value("message", ""));
  return messages;
}

}  // namespace conformance
