/**
 * What {@code --json} prints: one object a line, in the schema that the WebSocket will use too. Values and their writer;
 * adapters are generated at compile time, without reflection. Never changes or drops a field that scripts may read.
 */
@NullMarked
package dev.godwit.app.json;

import org.jspecify.annotations.NullMarked;
