package dev.omendb.compat.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Startup and authentication: trust, clear text, MD5 and SCRAM-SHA-256.
final class Login {
  private static final int PROTOCOL_3_0 = 196608;
  private static final int OK = 0;
  private static final int CLEAR_TEXT = 3;
  private static final int MD5 = 5;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private final MessageStream stream;
  private final Endpoint endpoint;

  Login(MessageStream stream, Endpoint endpoint) {
    this.stream = stream;
    this.endpoint = endpoint;
  }

  /// Returns once the server has said AuthenticationOk.
  void run() throws IOException {
    stream.sendUntyped(startup());
    stream.flush();
    var scram = new ScramClient(endpoint.password());
    while (true) {
      var message = stream.read();
      switch (message.type()) {
        case 'R' -> {
          if (!answer(message, scram)) {
            return;
          }
        }
        case 'E' -> throw new ServerError(ServerMessage.read(message.buffer()));
        case 'v', 'N' -> {
          // NegotiateProtocolVersion and notices need no answer.
        }
        default -> throw new IOException("unexpected message at login: " + message.type());
      }
    }
  }

  private byte[] startup() {
    var body = new Body().int32(PROTOCOL_3_0);
    body.string("user").string(endpoint.user());
    body.string("database").string(endpoint.database());
    body.string("client_encoding").string("UTF8");
    body.string("application_name").string("omendb-compat");
    var options = new StringBuilder();
    endpoint
        .settings()
        .forEach(
            (name, value) ->
                options
                    .append(options.isEmpty() ? "" : " ")
                    .append("-c ")
                    .append(name)
                    .append('=')
                    .append(value.replace("\\", "\\\\").replace(" ", "\\ ")));
    if (!options.isEmpty()) {
      body.string("options").string(options.toString());
    }
    return body.int8(0).build();
  }

  /// Whether the server expects more of us.
  private boolean answer(Message message, ScramClient scram) throws IOException {
    var body = message.buffer();
    var kind = body.getInt();
    switch (kind) {
      case OK -> {
        return false;
      }
      case CLEAR_TEXT -> password(endpoint.password());
      case MD5 -> {
        var salt = new byte[4];
        body.get(salt);
        var inner = md5(bytes(endpoint.password() + endpoint.user()), new byte[0]);
        password("md5" + md5(bytes(inner), salt));
      }
      case SASL -> {
        var first = scram.first();
        var response = new Body().string("SCRAM-SHA-256").int32(first.length).raw(first);
        stream.send('p', response.build());
        stream.flush();
      }
      case SASL_CONTINUE -> {
        stream.send('p', scram.answer(rest(message)));
        stream.flush();
      }
      case SASL_FINAL -> scram.verify(rest(message));
      default -> throw new IOException("unsupported authentication request " + kind);
    }
    return true;
  }

  private void password(String text) throws IOException {
    stream.send('p', new Body().string(text).build());
    stream.flush();
  }

  private static String rest(Message message) {
    return new String(message.body(), 4, message.body().length - 4, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String md5(byte[] text, byte[] salt) throws IOException {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update(text);
      digest.update(salt);
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IOException("MD5 is not available in this JDK", e);
    }
  }
}
