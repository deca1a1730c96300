package dev.omendb.engine.lock;

import java.util.Arrays;

/// What a lock is on.
public sealed interface LockTarget {
  /// A table, index, view or sequence.
  record Relation(long oid) implements LockTarget {}

  /// A row by its id.
  record Row(long tableOid, long rowId) implements LockTarget {}

  /// The end of a transaction: it holds itself EXCLUSIVE, who waits for it asks for SHARE.
  record TransactionEnd(long transactionId) implements LockTarget {}

  /// The key of pg_advisory_lock.
  ///
  /// @param subId 1 for one bigint (halves in classId and objectId), 2 for two integers
  record Advisory(long databaseOid, int classId, int objectId, int subId) implements LockTarget {}

  /// Anything with a name, such as an object about to be created.
  record Name(String name) implements LockTarget {}

  /// A key of a unique index.
  record IndexKey(long indexOid, byte[] key) implements LockTarget {
    @Override
    public boolean equals(Object other) {
      return other instanceof IndexKey o && indexOid == o.indexOid && Arrays.equals(key, o.key);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(indexOid) + Arrays.hashCode(key);
    }
  }

  /// As PostgreSQL names it in the detail of a deadlock.
  default String describe() {
    return switch (this) {
      case Relation r -> "relation " + r.oid();
      case Row r -> "row %d of relation %d".formatted(r.rowId(), r.tableOid());
      case TransactionEnd t -> "transaction " + t.transactionId();
      case Advisory a ->
          "advisory lock [%d,%d,%d,%d]"
              .formatted(
                  a.databaseOid(),
                  Integer.toUnsignedLong(a.classId()),
                  Integer.toUnsignedLong(a.objectId()),
                  a.subId());
      case Name n -> "object \"%s\"".formatted(n.name());
      case IndexKey k -> "a key of index " + k.indexOid();
    };
  }
}
