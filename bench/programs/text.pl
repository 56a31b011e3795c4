# Counts words, and keeps lists of where they were. Argument: how many lines.
use strict;
use warnings;

my $state = 4;
sub number {
    $state = ($state * 1103515245 + 12345) % 2147483648;
    return ($state >> 8) % $_[0];
}

my (%count, %places);
for my $line (1 .. $ARGV[0]) {
    my $text = join ' ', map { sprintf('%x', number(5000)) x (1 + number(4)) } 0 .. number(20);
    for my $word (split / /, $text) {
        $count{$word}++;
        push @{$places{$word}}, { line => $line, text => substr($text, 0, number(60)) };
    }
    if ($line % 500 == 0) {
        my @rare = grep { $count{$_} < 4 } keys %count;
        delete @count{@rare};
        delete @places{@rare};
    }
    $text =~ s/([a-f]+)(\d)/<$2:$1>/g;
}
my @most = sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count;
print scalar(@most), "\n";
