package dev.godwit.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One line of {@code --json} output, as a script reads it: fields by name, in their order. */
record Event(Map<String, Object> fields) {
    private static final JsonType<Object> JSON = Jsonb.instance().type(Object.class);

    /** Reads one line; whatever is no JSON object fails the test. */
    @SuppressWarnings("unchecked")
    static Event parse(String line) {
        assertThat(JSON.fromJson(line)).as(line).isInstanceOf(Map.class);
        return new Event((Map<String, Object>) JSON.fromJson(line));
    }

    /** What happened. */
    String name() {
        return text("event");
    }

    /** A field that holds a text. */
    String text(String field) {
        return String.valueOf(value(field));
    }

    /** A field that holds a number. */
    long number(String field) {
        return ((Number) value(field)).longValue();
    }

    /** A field that holds a list of texts. */
    List<String> texts(String field) {
        return ((List<?>) value(field)).stream().map(String::valueOf).toList();
    }

    /** A field that holds a truth. */
    boolean is(String field) {
        return (Boolean) value(field);
    }

    /** A field that holds an object. */
    @SuppressWarnings("unchecked")
    Event part(String field) {
        return new Event((Map<String, Object>) value(field));
    }

    private Object value(String field) {
        return Objects.requireNonNull(fields.get(field), () -> "no " + field + " in " + fields);
    }
}
