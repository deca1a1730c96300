package dev.omendb.sql.type.network;

import dev.omendb.engine.column.BytesColumn;
import dev.omendb.engine.column.Column;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.engine.index.KeyBuffer;
import dev.omendb.sql.type.ByteSink;
import dev.omendb.sql.type.BytesType;
import dev.omendb.sql.type.FormatSettings;
import dev.omendb.sql.type.InputErrors;
import dev.omendb.sql.type.TypeInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// inet and cidr. Storage: the protocol's own bytes without its flag and length: family (2 IPv4, 3
/// IPv6), bits of the network, then 4 or 16 address bytes. Ordered by family, common network bits,
/// network length, address.
public final class InetType extends BytesType {
  private static final int IPV4 = 2;
  private static final int IPV6 = 3;

  private final boolean isCidr;

  private InetType(TypeInfo info, boolean isCidr) {
    super(info, info.name());
    this.isCidr = isCidr;
  }

  public static InetType inet(TypeInfo info) {
    return new InetType(info, false);
  }

  public static InetType cidr(TypeInfo info) {
    return new InetType(info, true);
  }

  @Override
  public void parseText(
      byte[] source, int from, int to, int typmod, FormatSettings settings, Column into) {
    String text = InputErrors.text(source, from, to);
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    byte @Nullable [] address = IpText.parse(host, isCidr || slash >= 0);
    if (address == null) {
      throw InputErrors.syntax(name(), source, from, to);
    }
    int most = address.length * 8;
    int bits = slash < 0 ? (isCidr ? IpText.impliedBits(host, address) : most) : -1;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      bits = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }
    if (bits < 0 || bits > most) {
      throw InputErrors.syntax(name(), source, from, to);
    }
    if (isCidr && !isNetwork(address, bits)) {
      throw new DatabaseException(
              SqlState.INVALID_TEXT_REPRESENTATION, "invalid cidr value: \"" + text + "\"")
          .detail("Value has bits set to right of mask.");
    }
    append(address, bits, (BytesColumn) into);
  }

  private static void append(byte[] address, int bits, BytesColumn into) {
    int at = into.reserve(2 + address.length);
    into.heap()[at] = (byte) (address.length == 4 ? IPV4 : IPV6);
    into.heap()[at + 1] = (byte) bits;
    System.arraycopy(address, 0, into.heap(), at + 2, address.length);
  }

  /// The network's length is left out of an inet that names one host.
  @Override
  public void formatText(Column column, int row, FormatSettings settings, ByteSink out) {
    BytesColumn values = (BytesColumn) column;
    byte[] address = address(values, row);
    int bits = bits(values, row);
    out.writeAscii(IpText.print(address));
    if (isCidr || bits < address.length * 8) {
      out.writeAscii("/" + bits);
    }
  }

  /// Family, bits, is-cidr flag, address length, address.
  @Override
  public void parseBinary(byte[] source, int from, int length, int typmod, Column into) {
    if (length < 4) {
      throw InputErrors.noData();
    }
    int family = source[from];
    int bits = source[from + 1] & 0xFF;
    int bytes = source[from + 3];
    if (family != IPV4 && family != IPV6) {
      throw invalid("address family");
    }
    int expected = family == IPV4 ? 4 : 16;
    if (bits > expected * 8) {
      throw invalid("bits");
    }
    if (bytes != expected) {
      throw invalid("length");
    }
    InputErrors.requireBytes(length, 4 + bytes);
    byte[] address = Arrays.copyOfRange(source, from + 4, from + 4 + bytes);
    if (isCidr && !isNetwork(address, bits)) {
      throw InputErrors.invalidBinary("invalid external \"cidr\" value")
          .detail("Value has bits set to right of mask.");
    }
    append(address, bits, (BytesColumn) into);
  }

  private DatabaseException invalid(String part) {
    return InputErrors.invalidBinary("invalid " + part + " in external \"" + name() + "\" value");
  }

  @Override
  public void formatBinary(Column column, int row, ByteSink out) {
    BytesColumn values = (BytesColumn) column;
    byte[] heap = values.heap();
    int from = values.offset(row);
    int bytes = values.length(row) - 2;
    out.writeByte(heap[from]);
    out.writeByte(heap[from + 1]);
    out.writeByte(isCidr ? 1 : 0);
    out.writeByte(bytes);
    out.writeBytes(heap, from + 2, bytes);
  }

  @Override
  public int compare(Column a, int rowA, Column b, int rowB) {
    BytesColumn left = (BytesColumn) a;
    BytesColumn right = (BytesColumn) b;
    int order = Integer.compare(left.length(rowA), right.length(rowB));
    if (order != 0) {
      return order;
    }
    byte[] x = address(left, rowA);
    byte[] y = address(right, rowB);
    int xBits = bits(left, rowA);
    int yBits = bits(right, rowB);
    int common = Math.min(xBits, yBits);
    for (int i = 0; i < common; i++) {
      order = Boolean.compare(bit(x, i), bit(y, i));
      if (order != 0) {
        return order;
      }
    }
    order = Integer.compare(xBits, yBits);
    return order != 0 ? order : Arrays.compareUnsigned(x, y);
  }

  /// Family; each network bit as a byte 1 or 2, ended by 0; the address.
  @Override
  public void encode(Column column, int row, KeyBuffer into) {
    BytesColumn values = (BytesColumn) column;
    byte[] address = address(values, row);
    into.putByte(values.heap()[values.offset(row)]);
    for (int i = 0; i < bits(values, row); i++) {
      into.putByte(bit(address, i) ? 2 : 1);
    }
    into.putByte(0);
    into.putBytes(address, 0, address.length);
  }

  private static byte[] address(BytesColumn values, int row) {
    int from = values.offset(row);
    return Arrays.copyOfRange(values.heap(), from + 2, from + values.length(row));
  }

  private static int bits(BytesColumn values, int row) {
    return values.heap()[values.offset(row) + 1] & 0xFF;
  }

  private static boolean bit(byte[] address, int index) {
    return (address[index >>> 3] & (0x80 >>> (index & 7))) != 0;
  }

  /// No bit set beyond the network's.
  private static boolean isNetwork(byte[] address, int bits) {
    for (int i = bits; i < address.length * 8; i++) {
      if (bit(address, i)) {
        return false;
      }
    }
    return true;
  }
}
