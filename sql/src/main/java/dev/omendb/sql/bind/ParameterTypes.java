package dev.omendb.sql.bind;

import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import java.util.Arrays;

/// The types of `$1`…: declared by the client, or learned from the first place that needs one
/// (PostgreSQL's parse_param.c, variable parameters).
public final class ParameterTypes {
  /// pg_type.oid of `unknown`.
  static final int UNKNOWN_OID = 705;

  /// The protocol's parameter count is 16 bits, unsigned.
  private static final int MAX_PARAMETERS = 65_535;

  private int[] oids;
  private int count;

  public ParameterTypes(int[] declared) {
    this.oids = declared.clone();
    this.count = declared.length;
  }

  /// The type of `$(index + 1)`; unknown (705) while nothing has said.
  int typeOf(int index) {
    if (index < 0 || index >= MAX_PARAMETERS) {
      throw new DatabaseException(
          SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + (index + 1));
    }
    if (index >= count) {
      oids = Arrays.copyOf(oids, Math.max(index + 1, oids.length));
      count = index + 1;
    }
    return oids[index] == 0 ? UNKNOWN_OID : oids[index];
  }

  void resolve(int index, int typeOid) {
    if (typeOf(index) == UNKNOWN_OID) {
      oids[index] = typeOid;
    } else if (oids[index] != typeOid) {
      throw new DatabaseException(
          SqlState.AMBIGUOUS_PARAMETER,
          "inconsistent types deduced for parameter $" + (index + 1));
    }
  }

  /// All types, once the statement is bound. Errors: 42P18 `could not determine data type of
  /// parameter $1`.
  public int[] resolved() {
    int[] result = Arrays.copyOf(oids, count);
    for (int i = 0; i < count; i++) {
      if (result[i] == 0 || result[i] == UNKNOWN_OID) {
        throw new DatabaseException(
            SqlState.INDETERMINATE_DATATYPE,
            "could not determine data type of parameter $" + (i + 1));
      }
    }
    return result;
  }
}
