package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceNames;
import java.util.Optional;

/** Something to look for until it is closed. Two are the same only if they are one object. */
public final class Search {
    private final DnsName name;
    private final Optional<LanTag> tag;

    private Search(DnsName name, Optional<LanTag> tag) {
        this.name = name;
        this.tag = tag;
    }

    /** For whoever offers something with this tag. */
    public static Search of(LanTag tag) {
        return new Search(ServiceNames.subtype(tag), Optional.of(tag));
    }

    /** For public offers. */
    public static Search ofPublic() {
        return new Search(ServiceNames.SERVICE, Optional.empty());
    }

    /** For the types of services, whoever offers them; finds no instances. */
    public static Search ofServiceTypes() {
        return new Search(ServiceNames.ENUMERATION, Optional.empty());
    }

    /** The name whose pointers are asked for. */
    DnsName name() {
        return name;
    }

    /** The tag searched for, if it is one. */
    public Optional<LanTag> tag() {
        return tag;
    }
}
