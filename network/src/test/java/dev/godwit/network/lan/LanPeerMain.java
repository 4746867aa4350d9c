package dev.godwit.network.lan;

import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.network.lan.service.LanTag;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A peer in a namespace, to be run as a process: {@code offer TAG PORT [NAME]}, {@code search TAG ROUNDS}, {@code browse}
 * or {@code report}; a first argument {@code bind=ADDRESS} binds it. It prints what happens, one line each, and goes on
 * until its standard input ends.
 */
final class LanPeerMain {
    private LanPeerMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LanSettings settings = LanSettings.everywhere();
        int next = 0;
        if (arguments[0].startsWith("bind=")) {
            settings = LanSettings.boundTo(Set.of(InetAddress.getByName(arguments[0].substring(5))));
            next = 1;
        }
        String verb = arguments[next];
        if (verb.equals("search")) {
            search(settings, tag(arguments[next + 1]), Integer.parseInt(arguments[next + 2]));
            return;
        }
        try (Lan lan = Lan.open(settings)) {
            switch (verb) {
                case "offer" -> {
                    Optional<String> name =
                            arguments.length > next + 3 ? Optional.of(arguments[next + 3]) : Optional.empty();
                    int port = Integer.parseInt(arguments[next + 2]);
                    LanRegistration _ =
                            lan.announce(new LanOffer(port, Set.of(tag(arguments[next + 1])), Optional.empty(), name));
                }
                case "browse" -> {
                    LanRegistration _ = lan.browse(finding -> print(finding, 0));
                }
                default -> {
                    LanRegistration _ = lan.survey();
                }
            }
            lan.report()
                    .links()
                    .forEach(state -> System.out.println("link " + state.link().interfaceName() + " "
                            + state.link().family() + " " + state.use()));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // Until the test has seen enough.
            }
            System.out.println("services " + lan.report().serviceTypes());
        }
    }

    private static void search(LanSettings settings, LanTag tag, int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            CountDownLatch found = new CountDownLatch(1);
            long startNanos = System.nanoTime();
            try (Lan lan = Lan.open(settings)) {
                LanRegistration _ = lan.search(tag, finding -> {
                    print(finding, (System.nanoTime() - startNanos) / 1e6);
                    found.countDown();
                });
                if (!found.await(8, TimeUnit.SECONDS)) {
                    System.out.println("nothing");
                }
                // Further addresses come now, if there are any.
                TimeUnit.MILLISECONDS.sleep(rounds == 1 ? 1_500 : 100);
            }
        }
        System.out.println("done");
    }

    private static LanTag tag(String text) {
        return LanTag.parse(text).orElseThrow();
    }

    private static void print(LanFinding finding, double millis) {
        String addresses = finding.addresses().stream().map(Object::toString).collect(Collectors.joining(","));
        System.out.println(String.format(
                Locale.ROOT,
                "found %.1f %s %s",
                millis,
                addresses,
                finding.name().orElse("-")));
    }
}
