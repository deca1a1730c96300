package dev.omendb.pgwire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/// The version this was built as.
public final class ProductVersion implements CommandLine.IVersionProvider {
  private static final String RESOURCE = "version.properties";

  /// `0.1.0`
  public static String number() {
    try (InputStream in = ProductVersion.class.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {"omendb " + number()};
  }
}
