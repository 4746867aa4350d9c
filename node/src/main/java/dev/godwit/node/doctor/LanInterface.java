package dev.godwit.node.doctor;

import java.util.List;

/**
 * One network interface in one address family.
 *
 * @param family {@code ipv4} or {@code ipv6}
 * @param addresses of this family, with the length of their prefixes
 * @param used whether peers are searched there
 * @param reason what it is used for, or why it is not; words for a person
 */
public record LanInterface(String name, String family, List<String> addresses, boolean used, String reason) {

    /** Copies the list. */
    public LanInterface {
        addresses = List.copyOf(addresses);
    }
}
