package dev.omendb.sql.plan.rex;

import dev.omendb.sql.type.PgType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Makes row types of [PgRelType]s. What Calcite asks for by itself is only BOOLEAN, for the
/// conditions it combines.
public final class PgTypeFactory extends SqlTypeFactoryImpl {
  private final PgRelType booleanType;
  private final PgRelType booleanNotNull;

  public PgTypeFactory(PgType booleanType) {
    super(RelDataTypeSystem.DEFAULT);
    this.booleanType = new PgRelType(booleanType, -1);
    this.booleanNotNull = new PgRelType(booleanType, -1, false);
  }

  public PgRelType booleanType() {
    return booleanType;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName) {
    return typeName == SqlTypeName.BOOLEAN ? booleanNotNull : super.createSqlType(typeName);
  }

  @Override
  public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
    if (type.getSqlTypeName() == SqlTypeName.BOOLEAN) {
      return nullable ? booleanType : booleanNotNull;
    }
    return type instanceof PgRelType ? type : super.createTypeWithNullability(type, nullable);
  }

  /// The binder has made the inputs of a set operation alike already.
  @Override
  public @Nullable RelDataType leastRestrictive(List<RelDataType> types) {
    return types.getFirst();
  }
}
