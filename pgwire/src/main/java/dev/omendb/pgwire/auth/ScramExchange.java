package dev.omendb.pgwire.auth;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.session.ScramVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's side of one SCRAM-SHA-256 login, without channel binding: client-first ->
/// server-first, client-final -> server-final. A user without a password goes through the same
/// messages and fails at the end, so that an attacker learns no names.
public final class ScramExchange {
  public static final String MECHANISM = "SCRAM-SHA-256";

  private static final int NONCE_BYTES = 18;

  private final @Nullable ScramVerifier verifier;
  private final ScramVerifier shown;
  private final String serverNonce;
  private String clientFirstBare = "";
  private String serverFirst = "";
  private String gs2Header = "";
  private String nonce = "";

  /// @param verifier empty when the user does not exist or has no password
  /// @param mockSecret makes the salt shown for such a user the same every time
  public ScramExchange(
      Optional<ScramVerifier> verifier, String user, byte[] mockSecret, SecureRandom random) {
    this.verifier = verifier.orElse(null);
    this.shown = verifier.orElseGet(() -> mock(user, mockSecret));
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    this.serverNonce = Base64.getEncoder().encodeToString(bytes);
  }

  private static ScramVerifier mock(String user, byte[] secret) {
    byte[] hash = ScramVerifier.hmac(secret, user.getBytes(StandardCharsets.UTF_8));
    byte[] salt = java.util.Arrays.copyOf(hash, 16);
    return new ScramVerifier(ScramVerifier.ITERATIONS, salt, hash, hash);
  }

  /// Takes client-first, returns server-first. Errors: 08P01.
  public byte[] first(String message) {
    int headerEnd = headerEnd(message);
    gs2Header = message.substring(0, headerEnd);
    clientFirstBare = message.substring(headerEnd);
    String clientNonce = attribute(clientFirstBare, 'r');
    nonce = clientNonce + serverNonce;
    serverFirst =
        "r=%s,s=%s,i=%d"
            .formatted(nonce, Base64.getEncoder().encodeToString(shown.salt()), shown.iterations());
    return serverFirst.getBytes(StandardCharsets.UTF_8);
  }

  /// `n,,` or `y,,`: what stands before the message proper.
  private static int headerEnd(String message) {
    char binding = message.isEmpty() ? 0 : message.charAt(0);
    if (binding == 'p') {
      throw malformed("The client selected SCRAM-SHA-256 without channel binding, but the SCRAM"
          + " message includes channel binding data.");
    }
    if ((binding != 'n' && binding != 'y') || message.length() < 3 || message.charAt(1) != ',') {
      throw malformed("Unexpected channel-binding flag.");
    }
    if (message.charAt(2) != ',') {
      throw DatabaseException.unsupported("an authorization identity");
    }
    return 3;
  }

  /// Takes client-final, returns server-final; empty when the password is wrong. Errors: 08P01.
  public Optional<byte[]> last(String message) {
    int proofStart = message.lastIndexOf(",p=");
    if (proofStart < 0) {
      throw malformed("Attribute \"p\" is missing.");
    }
    String withoutProof = message.substring(0, proofStart);
    byte[] header = decode(attribute(withoutProof, 'c'));
    if (!MessageDigest.isEqual(header, gs2Header.getBytes(StandardCharsets.UTF_8))) {
      throw malformed("Channel binding data does not match.");
    }
    if (!attribute(withoutProof, 'r').equals(nonce)) {
      throw malformed("Nonce does not match.");
    }
    byte[] authMessage =
        (clientFirstBare + "," + serverFirst + "," + withoutProof)
            .getBytes(StandardCharsets.UTF_8);
    return proves(decode(message.substring(proofStart + 3)), authMessage)
        ? Optional.of(signature(authMessage))
        : Optional.empty();
  }

  private boolean proves(byte[] proof, byte[] authMessage) {
    byte[] clientSignature = ScramVerifier.hmac(shown.storedKey(), authMessage);
    if (proof.length != clientSignature.length) {
      return false;
    }
    byte[] clientKey = new byte[proof.length];
    for (int i = 0; i < proof.length; i++) {
      clientKey[i] = (byte) (proof[i] ^ clientSignature[i]);
    }
    boolean matches = MessageDigest.isEqual(ScramVerifier.sha256(clientKey), shown.storedKey());
    return matches && verifier != null;
  }

  private byte[] signature(byte[] authMessage) {
    byte[] signature = ScramVerifier.hmac(shown.serverKey(), authMessage);
    return ("v=" + Base64.getEncoder().encodeToString(signature))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String attribute(String message, char name) {
    for (String part : message.split(",")) {
      if (part.length() > 2 && part.charAt(0) == name && part.charAt(1) == '=') {
        return part.substring(2);
      }
    }
    throw malformed("Attribute \"" + name + "\" is missing.");
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed("Invalid Base64.");
    }
  }

  private static DatabaseException malformed(String detail) {
    return new DatabaseException(SqlState.PROTOCOL_VIOLATION, "malformed SCRAM message")
        .detail(detail);
  }
}
