// The people of the stories. None of them exists. Some live in the sandbox from the start; others
// are invented for one story and told to the operator, or are not who the operator thinks.

/** Everything matches. */
export const BINH = {
  name: "Nguyễn Văn Bình",
  birth_date: "1988-03-15",
  citizen_number: "051088001234",
  phone: "+84828000088",
  email: "binh@example.vn",
};
export const HA = {
  name: "Trần Thị Thu Hà",
  birth_date: "1995-07-02",
  citizen_number: "051195002345",
  phone: "+84912000195",
  email: "thuha@example.vn",
};
/** The operator holds her as NGUYEN THI MAI. */
export const MAI = {
  name: "Nguyễn Thị Mai",
  birth_date: "1990-04-12",
  citizen_number: "051190004567",
  phone: "+84905000190",
};
/** An old woman who uses a SIM that stands in her daughter's name (Võ Thị Ngọc Ánh). */
export const LANH = {
  name: "Phạm Thị Lành",
  birth_date: "1948-02-10",
  citizen_number: "051148008901",
  phone: "+84935000179",
};
/** The operator still holds his old number of nine digits. */
export const VINH = {
  name: "Lê Quang Vinh",
  birth_date: "1972-12-30",
  citizen_number: "212345672",
  phone: "+84868000072",
};

const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương"];
const MIDDLE = ["Thị", "Ngọc", "Thu", "Kim", "Bích", "Mỹ", "Diệu", "Hồng", "Thanh", "Phương"];
const GIVEN = ["Thảo", "Hạnh", "Tuyết", "Loan", "Quỳnh", "Trâm", "Yến", "Oanh", "Giang", "Nhung"];
let invented = 0;

/** Somebody new, born in the 1990s, unlike everybody before in this story. */
export function invent(wish = {}) {
  const nth = invented;
  invented += 1;
  const of = (list, step) => list[Math.floor(nth / step) % list.length];
  const two = (number) => String(number).padStart(2, "0");
  const year = 90 + (nth % 10);
  return {
    name: `${of(FAMILY, 1)} ${of(MIDDLE, 10)} ${of(GIVEN, 3)}`,
    birth_date: `19${year}-${two(1 + (nth % 12))}-${two(13 + (nth % 15))}`,
    citizen_number: `0511${year}${String(731_000 + nth * 37)}`,
    phone: `+8490${String(7_310_000 + nth * 137)}`,
    ...wish,
  };
}

/** `1988-03-15` as it is typed: `15/03/1988`. */
export const typedDate = (iso) => iso.split("-").reverse().join("/");

/** `+84828000088` as it is typed: `0828 000 088`. */
export const typedPhone = (e164) =>
  e164.replace(/^\+84(...)(...)(...)$/, (_, first, second, third) => `0${first} ${second} ${third}`);

/** `+84828000088` as pages show it: `082****088`. */
export const maskedPhone = (e164) => `0${e164.slice(3, 5)}****${e164.slice(-3)}`;

/** Everything about somebody that no log line may hold. */
export function traits(person) {
  const { name, citizen_number: number, phone, email, birth_date: born } = person;
  const local = `0${phone.slice(3)}`;
  const all = [name, number, phone, phone.slice(3), local, typedPhone(phone), email];
  return [...all, born, typedDate(born), name.normalize("NFD")].filter(Boolean);
}
