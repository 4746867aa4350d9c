package dev.godwit.node.home;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Properties;

/** Records of numbers, truths and texts as properties {@code prefix.component}, and back. Pure. */
final class RecordText {
    private RecordText() {}

    /** Adds one property for each component. */
    static void write(Properties into, String prefix, Record values) {
        try {
            for (RecordComponent component : values.getClass().getRecordComponents()) {
                into.setProperty(
                        prefix + "." + component.getName(),
                        String.valueOf(component.getAccessor().invoke(values)));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record can be read", e);
        }
    }

    /**
     * The record that was written under this prefix.
     *
     * @throws IllegalArgumentException when a component is missing or not of its kind
     */
    static <R extends Record> R read(Properties from, String prefix, Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], from.getProperty(prefix + "." + components[i].getName()));
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(prefix + " does not fit", e);
        }
    }

    private static Object value(Class<?> type, @org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("a component is missing");
        }
        if (type == long.class) {
            return Long.valueOf(text);
        }
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        return type == boolean.class ? (Object) Boolean.valueOf(text) : text;
    }
}
