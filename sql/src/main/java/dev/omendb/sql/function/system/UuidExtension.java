package dev.omendb.sql.function.system;

import static dev.omendb.sql.function.Values.bytes;
import static dev.omendb.sql.function.Values.put;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.sql.function.CallContext;
import dev.omendb.sql.function.Implementations;
import dev.omendb.sql.type.datetime.DateTimes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The functions of extension uuid-ossp.
final class UuidExtension {
  /// 1582-10-15 to 1970-01-01 in units of 100 ns: the epoch of version 1.
  private static final long GREGORIAN_OFFSET = 0x01B21DD213814000L;

  private UuidExtension() {}

  static void addTo(Implementations into) {
    constant(into, "uuid_nil", new UUID(0, 0));
    constant(into, "uuid_ns_dns", UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    constant(into, "uuid_ns_url", UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"));
    constant(into, "uuid_ns_oid", UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8"));
    constant(into, "uuid_ns_x500", UUID.fromString("6ba7b814-9dad-11d1-80b4-00c04fd430c8"));
    into.row("uuid_generate_v1", (c, a, i, r) -> put(r, timeBased(c)));
    into.row("uuid_generate_v1mc", (c, a, i, r) -> put(r, timeBased(c)));
    into.row(
        "uuid_generate_v3",
        (c, a, i, r) -> put(r, named("MD5", 3, bytes(a[0], i), bytes(a[1], i))));
    into.row(
        "uuid_generate_v5",
        (c, a, i, r) -> put(r, named("SHA-1", 5, bytes(a[0], i), bytes(a[1], i))));
  }

  private static void constant(Implementations into, String symbol, UUID value) {
    byte[] bytes = bytesOf(value.getMostSignificantBits(), value.getLeastSignificantBits());
    into.row(symbol, (c, a, i, r) -> put(r, bytes));
  }

  private static byte[] bytesOf(long high, long low) {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /// Version 1 with a random node, as uuid_generate_v1mc; no hardware address is given away.
  private static byte[] timeBased(CallContext context) {
    long unixMicros = context.clockMicros() - DateTimes.UNIX_EPOCH_MICROS;
    long time = unixMicros * 10 + context.random().nextInt(10) + GREGORIAN_OFFSET;
    long high = time << 32 | (time >>> 32 & 0xFFFF) << 16 | 0x1000 | time >>> 48 & 0x0FFF;
    long node = context.random().nextLong() & 0xFFFFFFFFFFFFL | 0x010000000000L;
    long clock = context.random().nextInt(0x4000) | 0x8000;
    return bytesOf(high, clock << 48 | node);
  }

  private static byte[] named(String algorithm, int version, byte[] namespace, byte[] name) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(namespace);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(name));
      long high = hash.getLong() & ~0xF000L | (long) version << 12;
      long low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
      return bytesOf(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new DatabaseException(SqlState.INTERNAL_ERROR, "no " + algorithm, e);
    }
  }
}
