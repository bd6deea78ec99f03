//! The screening: what is refused, what must not be, both as tables.

use super::*;
use civic::{BirthDate, EmailAddress, IdentityNumber, PersonName, PhoneNumber};
use proptest::prelude::*;

fn screened(text: &str) -> Result<(), Weak> {
    screen(&Candidate::parse(text).unwrap(), &PersonalData::default())
}

fn screened_for_hoa(text: &str) -> Result<(), Weak> {
    let identity = IdentityNumber::parse("051090001234", false).unwrap();
    let name = PersonName::parse("Nguyễn Thị Mỹ Hòa").unwrap();
    let phone = PhoneNumber::parse("0828 000 088").unwrap();
    let email = EmailAddress::parse("bupbe.xinh90@example.vn").unwrap();
    let person = PersonalData {
        identity: Some(&identity),
        name: Some(&name),
        born: Some(BirthDate::from_iso("1990-02-05").unwrap()),
        phone: Some(&phone),
        email: Some(&email),
    };
    screen(&Candidate::parse(text).unwrap(), &person)
}

#[test]
fn common_words_are_refused_however_dressed() {
    for text in [
        "Matkhau@123",
        "Mật khẩu 1!",
        "M@tkh4u123",
        "Mat@Khau@123",
        "MATKHAU#2026a",
        "Quangngai@2026",
        "QuảngNgãi2026!",
        "Anhyeuem123!",
        "Anh yêu em 123!",
        "Password1!",
        "P@ssw0rd",
        "P@$$w0rd2024",
        "Iloveyou1!",
        "!loveYou12",
        "Nguyen@123",
        "Nguyenvana@1",
        "Hanoi@1010",
        "Saigon#2025",
        "Vietnam@2026",
        "Dichvucong@1",
        "Motcua@2026",
        "Admin@123",
        "Welcome@1",
        "Letmein1!",
        "Dragon#123",
        "Concho@123",
        "Khongbiet1@",
        "Gia dinh 2026!",
        "Trangtrang@1",
        "toi yeu viet nam",
        "anhyeuemnhieulam",
        "matkhaumatkhau1",
        "Lan-1985-Hue",
    ] {
        assert_eq!(screened(text), Err(Weak::Common), "{text}");
    }
}

#[test]
fn patterns_are_refused() {
    for text in [
        "Abcd@1234",
        "Abc@12345",
        "Aa@123456",
        "Ab@123456",
        "Aa123456@",
        "Aaaa1111!",
        "1qaz@WSX",
        "1qazXSW@",
        "Qwer!234",
        "Zxcv@4321",
        "111111111111111",
        "123456789012345",
        "aaaaaaaaaaaaaaa",
        "qwertyuiopasdfgh",
        "abcxabcxabcxabcx",
        "20262026202620262026",
        "A@05021990",
        "0905123456 A!",
        "19/05/1990 A!",
        "!!!!!!!!!!!!!!!!",
    ] {
        let weak = screened(text);
        assert!(matches!(weak, Err(Weak::Pattern | Weak::Common)), "{text}: {weak:?}");
    }
    assert_eq!(screened("Abcd@1234"), Err(Weak::Pattern));
    assert_eq!(screened("123456789012345"), Err(Weak::Pattern));
}

#[test]
fn what_others_know_of_the_person_is_refused() {
    for text in [
        "Nguyen@1990!",
        "Nguyễn1990@",
        "Hoa@05021990",
        "MyHoa#0502",
        "hoa.05/02/1990.Nguyen",
        "Ntmh@1990x",
        "N9uy3n#050290",
        "Aa@051090001234",
        "Xk7#0828000088pQz",
        "Xk7#84 828 000 088pQz",
        "Aa@000088",
        "Bupbe@Xinh90",
        "Nguyễn Thị Mỹ Hòa 1990",
    ] {
        assert_eq!(screened_for_hoa(text), Err(Weak::PersonalData), "{text}");
    }
    assert!(screened("Xk7#0828000088pQz").is_ok(), "a stranger's number");
}

#[test]
fn good_passwords_pass() {
    for text in [
        "con mèo nhà tôi thích ngủ trưa",
        "Con-trau-2-canh-dong!",
        "conmeonhatoithichngutrua",
        "Cầu vồng 7 sắc, 3 chú vịt!",
        "kT9#vQ2m",
        "x7#Kp2!m",
        "Gió-thổi-mát-chiều-7",
        "mưa rơi trên mái hiên nhà cũ",
        "correct horse battery staple",
        "Rau muống xào tỏi 4 bát",
        "f3Vw*8qLzR",
        "7 quả trứng gà & 1 rổ khoai",
        "K-7x.2/Qp_9m",
    ] {
        assert_eq!(screened(text), Ok(()), "{text}");
        assert_eq!(screened_for_hoa(text), Ok(()), "{text} for Hòa");
    }
}

#[test]
fn chance_passes_nearly_always() {
    const KEYS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#$%^&*+=?-";
    let mut state = 20_261_122_u64;
    let mut draw = |length: usize| -> String {
        let key = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(KEYS[(state >> 33) as usize % KEYS.len()])
        };
        (0..length).map(key).collect()
    };
    for (length, least) in [(8, 940), (10, 990), (12, 995)] {
        let passed = (0..1_000).filter(|_| screened(&draw(length)).is_ok()).count();
        assert!(passed >= least, "{passed} of 1000 of {length} characters");
    }
}

proptest! {
    #[test]
    fn never_breaks(text in "\\PC{1,128}") {
        if let Ok(candidate) = Candidate::parse(&text) {
            let _ = screen(&candidate, &PersonalData::default());
        }
    }
}
