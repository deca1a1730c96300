package dev.omendb.compat.wire;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a server listens and how to log in.
///
/// @param settings server settings given at startup through `options=-c name=value`
public record Endpoint(
    String host,
    int port,
    String user,
    String password,
    String database,
    Map<String, String> settings) {

  public Endpoint {
    settings = Map.copyOf(settings);
  }

  /// `postgres://user:password@host:port/database`; every part but the host may be left out.
  public static Endpoint parse(String url) {
    var uri = URI.create(url);
    if (uri.getScheme() == null
        || !uri.getScheme().startsWith("postgres")
        || uri.getHost() == null) {
      throw new IllegalArgumentException("not a postgres:// address: " + url);
    }
    var userInfo = uri.getRawUserInfo() == null ? "postgres" : uri.getRawUserInfo();
    var colon = userInfo.indexOf(':');
    var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    var password = colon < 0 ? "" : userInfo.substring(colon + 1);
    var path =
        uri.getPath() == null || uri.getPath().length() < 2 ? user : uri.getPath().substring(1);
    return new Endpoint(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        decode(user),
        decode(password),
        path,
        Map.of());
  }

  private static String decode(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  public Endpoint withDatabase(String name) {
    return new Endpoint(host, port, user, password, name, settings);
  }

  public Endpoint withSetting(String name, String value) {
    var all = new LinkedHashMap<>(settings);
    all.put(name, value);
    return new Endpoint(host, port, user, password, database, all);
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(host, port, database, user);
  }

  public String url() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
