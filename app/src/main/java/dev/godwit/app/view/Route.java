package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;

/** Routes in words. */
final class Route {
    private Route() {}

    /** {@code direct tcp} for a connection without anybody in between; other routes say it themselves. */
    static String text(String route) {
        return switch (route) {
            case "tcp", "quic" -> "direct " + route;
            default -> Escaped.text(route);
        };
    }
}
