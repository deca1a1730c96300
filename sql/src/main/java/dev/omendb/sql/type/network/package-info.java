/// Network addresses: inet, cidr, macaddr, macaddr8. Imports type and engine.column, engine.error.
/// Start with [InetType].
@NullMarked
package dev.omendb.sql.type.network;

import org.jspecify.annotations.NullMarked;
