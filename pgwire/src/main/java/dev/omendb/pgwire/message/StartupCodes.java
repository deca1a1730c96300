package dev.omendb.pgwire.message;

/// The first word of a startup packet.
public final class StartupCodes {
  public static final int CANCEL = 80877102;
  public static final int SSL = 80877103;
  public static final int GSS_ENCRYPTION = 80877104;
  public static final int MAJOR_VERSION = 3;

  private StartupCodes() {}

  /// Whether it asks for something instead of starting a session.
  static boolean isRequest(int code) {
    return code == CANCEL || code == SSL || code == GSS_ENCRYPTION;
  }
}
