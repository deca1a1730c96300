package dev.omendb.sql.type.network;

import org.jspecify.annotations.Nullable;

/// Reads and prints IPv4 and IPv6 addresses.
final class IpText {
  private IpText() {}

  /// Four or sixteen bytes, or null. Where the network's length is known or implied, trailing
  /// octets of IPv4 may be left out.
  static byte @Nullable [] parse(String text, boolean partial) {
    return text.indexOf(':') >= 0 ? parse6(text) : parse4(text, partial);
  }

  private static byte @Nullable [] parse4(String text, boolean partial) {
    String[] parts = text.split("\\.", -1);
    if (parts.length > 4 || (!partial && parts.length < 4)) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
        return null;
      }
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return address;
  }

  private static byte @Nullable [] parse6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    byte @Nullable [] head = groups(gap < 0 ? text : text.substring(0, gap));
    byte @Nullable [] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int length = head.length + tail.length;
    if (gap < 0 ? length != 16 : length > 14) {
      return null;
    }
    byte[] address = new byte[16];
    System.arraycopy(head, 0, address, 0, head.length);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
    if (parts.length > 8) {
      return null;
    }
    byte[] bytes = new byte[2 * parts.length + (dotted ? 2 : 0)];
    for (int i = 0; i < parts.length; i++) {
      if (dotted && i == parts.length - 1) {
        byte @Nullable [] last = parse4(parts[i], false);
        if (last == null) {
          return null;
        }
        System.arraycopy(last, 0, bytes, 2 * i, 4);
      } else {
        if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
          return null;
        }
        int group = Integer.parseInt(parts[i], 16);
        bytes[2 * i] = (byte) (group >>> 8);
        bytes[2 * i + 1] = (byte) group;
      }
    }
    return bytes;
  }

  /// The network length of a cidr without one: of IPv4 what the class of the address gives, at
  /// least all octets written.
  static int impliedBits(String text, byte[] address) {
    if (address.length == 16) {
      return 128;
    }
    int first = address[0] & 0xFF;
    int classBits =
        first >= 240 ? 32 : first >= 224 ? 8 : first >= 192 ? 24 : first >= 128 ? 16 : 8;
    int written = 8 * text.split("\\.", -1).length;
    return Math.max(classBits, written);
  }

  static String print(byte[] address) {
    StringBuilder out = new StringBuilder();
    if (address.length == 4) {
      for (int i = 0; i < 4; i++) {
        out.append(i > 0 ? "." : "").append(address[i] & 0xFF);
      }
      return out.toString();
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(address, i + run) == 0) {
        run++;
      }
      if (run > gapLength) {
        gapStart = i;
        gapLength = run;
      }
    }
    boolean embedded =
        gapStart == 0 && (gapLength == 6 || (gapLength == 5 && group(address, 5) == 0xFFFF));
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        out.append(i == 0 ? "::" : ":");
        i += gapLength - 1;
      } else if (embedded && i == 6) {
        byte[] last = {address[12], address[13], address[14], address[15]};
        return out.append(print(last)).toString();
      } else {
        out.append(Integer.toHexString(group(address, i))).append(i < 7 ? ":" : "");
      }
    }
    return out.toString();
  }

  private static int group(byte[] address, int index) {
    return (address[2 * index] & 0xFF) << 8 | (address[2 * index + 1] & 0xFF);
  }
}
