package dev.godwit.app.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * {@code sun.misc.Signal}, the JDK's only way to handle a signal. By reflection, because javac warns about that class in a
 * way that no option or annotation silences, and here warnings are errors.
 */
final class Signals {
    private Signals() {}

    /** Calls {@code handler}, on a thread of its own, whenever the signal of this name comes. */
    static void handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {signalHandler}, (_, method, _) -> {
                        // The table of handlers never compares them, so there is only handle() to answer.
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("This JVM leaves SIG" + name + " to others", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The JDK lacks sun.misc.Signal", e);
        }
    }
}
