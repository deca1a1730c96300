package dev.omendb.compat.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677).
final class ScramClient {
  private static final String GS2_HEADER = "n,,";

  private final String password;
  private final String clientFirstBare;
  private final String clientNonce;
  private String expectedServerSignature = "";

  ScramClient(String password) {
    var nonce = new byte[18];
    new SecureRandom().nextBytes(nonce);
    this.password = password;
    this.clientNonce = Base64.getEncoder().encodeToString(nonce);
    this.clientFirstBare = "n=,r=" + clientNonce;
  }

  byte[] first() {
    return (GS2_HEADER + clientFirstBare).getBytes(StandardCharsets.UTF_8);
  }

  byte[] answer(String serverFirst) throws IOException {
    var nonce = attribute(serverFirst, "r=");
    if (!nonce.startsWith(clientNonce)) {
      throw new IOException("the server's SCRAM nonce does not extend ours");
    }
    var salt = Base64.getDecoder().decode(attribute(serverFirst, "s="));
    var iterations = Integer.parseInt(attribute(serverFirst, "i="));
    var withoutProof = "c=biws,r=" + nonce;
    var authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
    try {
      var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
      var salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var clientKey = hmac(salted, "Client Key");
      var storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      var proof = xor(clientKey, hmac(storedKey, authMessage));
      var signature = hmac(hmac(salted, "Server Key"), authMessage);
      expectedServerSignature = Base64.getEncoder().encodeToString(signature);
      return (withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof))
          .getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IOException("SCRAM-SHA-256 is not available in this JDK", e);
    }
  }

  void verify(String serverFinal) throws IOException {
    if (!attribute(serverFinal, "v=").equals(expectedServerSignature)) {
      throw new IOException("the server's SCRAM signature is wrong");
    }
  }

  private static String attribute(String message, String prefix) throws IOException {
    for (var part : message.split(",")) {
      if (part.startsWith(prefix)) {
        return part.substring(prefix.length());
      }
    }
    throw new IOException("SCRAM message without " + prefix + " : " + message);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] xor(byte[] a, byte[] b) {
    var result = new byte[a.length];
    for (var i = 0; i < a.length; i++) {
      result[i] = (byte) (a[i] ^ b[i]);
    }
    return result;
  }
}
