package dev.omendb.sql.plan.rex;

import dev.omendb.sql.type.PgType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFamily;
import org.apache.calcite.rel.type.RelDataTypeImpl;
import org.apache.calcite.rel.type.RelDataTypePrecedenceList;
import org.apache.calcite.sql.type.SqlTypeName;

/// A PostgreSQL type as Calcite's planner sees it. Nullable, so that Calcite's own reasoning about
/// NULL and about type conversions never applies; the exception are its literals TRUE and FALSE.
/// `boolean` says it is BOOLEAN, because Calcite checks that of conditions; every other type is
/// OTHER.
public final class PgRelType extends RelDataTypeImpl {
  /// `boolean`, pg_type.oid 16.
  private static final int BOOL_OID = 16;

  private final PgType type;
  private final int typmod;
  private final boolean nullable;
  private final List<Field> fields;

  /// A named part of a record whose shape is known.
  public record Field(String name, PgRelType type) {}

  public PgRelType(PgType type, int typmod) {
    this(type, typmod, true);
  }

  PgRelType(PgType type, int typmod, boolean nullable) {
    this(type, typmod, nullable, List.of());
  }

  private PgRelType(PgType type, int typmod, boolean nullable, List<Field> fields) {
    super(List.of());
    this.fields = List.copyOf(fields);
    this.type = type;
    this.typmod = typmod;
    this.nullable = nullable;
    computeDigest();
  }

  public static PgRelType of(RelDataType type) {
    return (PgRelType) type;
  }

  /// The same type, known to be a record of these fields.
  public PgRelType withFields(List<Field> recordFields) {
    return new PgRelType(type, typmod, nullable, recordFields);
  }

  /// The fields of a record; empty when unknown, and for other types.
  public List<Field> fields() {
    return fields;
  }

  public PgType type() {
    return type;
  }

  public int typmod() {
    return typmod;
  }

  @Override
  public boolean isNullable() {
    return nullable;
  }

  @Override
  public boolean isStruct() {
    return false;
  }

  @Override
  public List<org.apache.calcite.rel.type.RelDataTypeField> getFieldList() {
    return List.of();
  }

  @Override
  public SqlTypeName getSqlTypeName() {
    return type.oid() == BOOL_OID ? SqlTypeName.BOOLEAN : SqlTypeName.OTHER;
  }

  @Override
  public RelDataTypeFamily getFamily() {
    return getSqlTypeName().getFamily() == null ? this : getSqlTypeName().getFamily();
  }

  @Override
  public RelDataTypePrecedenceList getPrecedenceList() {
    return new RelDataTypePrecedenceList() {
      @Override
      public boolean containsType(RelDataType other) {
        return other.equals(PgRelType.this);
      }

      @Override
      public int compareTypePrecedence(RelDataType a, RelDataType b) {
        return 0;
      }
    };
  }

  @Override
  protected void generateTypeString(StringBuilder sb, boolean withDetail) {
    sb.append(type.name()).append('#').append(type.oid());
    if (typmod >= 0) {
      sb.append('(').append(typmod).append(')');
    }
    if (!fields.isEmpty()) {
      sb.append(fields);
    }
  }
}
